car.turnBy(-90, 40);
wait(300);
