let min = 100;
let max = 0;
car.right(25);
const start = time();
while (time() - start < 3000) {
  for (let i = 0; i < line.count; i++) {
    const v = line.read(i);
    if (v < min) min = v;
    if (v > max) max = v;
  }
  wait(5);
}
car.stop();
const threshold = (min + max) / 2;
log(`min ${min} max ${max} threshold ${threshold}`);
