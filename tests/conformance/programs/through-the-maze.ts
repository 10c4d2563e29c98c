// Straight on by the gyro to the next wall; there to the right, or back to the left where that way is shut.
let heading = 0;

function turn(degrees: number) {
  heading += degrees;
  while (Math.abs(heading - gyro.heading()) > 2) {
    const side = heading > gyro.heading() ? 1 : -1;
    car.drive(22 * side, -22 * side);
    wait(5);
  }
  car.stop();
  wait(200);
}

forever(() => {
  const error = heading - gyro.heading();
  car.drive(30 + error, 30 - error);
  if (sonar.mm() < 170) {
    turn(90);
    if (sonar.mm() < 300) turn(-180);
  }
  wait(5);
});
