car.forward(30);
let lines = 0;
while (lines < 3) {
  if (line.dark(2)) {
    lines = lines + 1;
  }
  wait(5);
}
car.stop();
