for (let i = 0; i < 3; i++) {
  car.driveFor(500, 50);
  wait(200);
  car.turnBy(60, 40);
  wait(200);
}
