car.forward(50);
wait(500);
car.stop();
