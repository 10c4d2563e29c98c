car.drive(50.5, 50);
wait(3900);
car.stop();
