car.forward(30);
wait(4700);
car.stop();
