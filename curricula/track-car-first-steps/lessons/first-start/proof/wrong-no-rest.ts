car.driveFor(1000, 50);
car.driveFor(-1000, 50);
