let tries = 0;
while (true) {
  tries++;
  if (tries > 100) {
    break;
  }
  if (tries % 2 === 0) {
    continue;
  }
  const d = sonar.mm();
  if (d < 100) break;
  car.forward(20);
  wait(50);
}
car.stop();
log("tries", tries);
