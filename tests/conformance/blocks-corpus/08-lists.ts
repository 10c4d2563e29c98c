const readings = [0, 0, 0, 0, 0];
let sum = 0;
for (let i = 0; i < line.count; i++) {
  readings[i] = line.read(i);
  sum += readings[i];
}
log("平均", sum / readings.length);

const darkest: number[] = [];
for (const value of readings) {
  if (value > 50) {
    darkest.push(value);
  }
}
log(darkest.join(" "), darkest.length);
log(readings.indexOf(0), readings.includes(100));
