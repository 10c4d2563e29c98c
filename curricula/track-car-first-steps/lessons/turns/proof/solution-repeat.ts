for (let i = 0; i < 4; i++) {
  car.driveFor(500, 50);
  wait(200);
  car.turnBy(90, 40);
  wait(200);
}
