// Follows the line, and rests where the floor under the middle sensor turns brighter than black and darker than white on both sides.
let sinceStop = 0;
forever(() => {
  const error = line.position();
  car.drive(30 + error * 0.35, 30 - error * 0.35);
  sinceStop += 5;
  const onColour = line.read(0) > 4 && line.read(4) > 4;
  if (onColour && sinceStop > 3000) {
    car.driveFor(100, 30);
    car.stop();
    wait(2300);
    sinceStop = 0;
  }
  wait(5);
});
