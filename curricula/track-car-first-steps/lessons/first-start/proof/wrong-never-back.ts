car.driveFor(1000, 50);
wait(1500);
car.driveFor(-300, 50);
