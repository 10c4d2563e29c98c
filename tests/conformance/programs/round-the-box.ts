// Follows the line; a box on it is passed on the left.
function follow() {
  const error = line.position();
  car.drive(30 + error * 0.35, 30 - error * 0.35);
  wait(5);
}
function pass() {
  car.turnBy(-90);
  car.driveFor(220);
  car.turnBy(90);
  car.driveFor(430);
  car.turnBy(60);
  while (line.lost()) {
    car.drive(25, 25);
    wait(5);
  }
}
forever(() => {
  if (sonar.mm() < 190) pass();
  else follow();
});
