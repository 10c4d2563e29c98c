car.turnBy(60, 40);
wait(300);
