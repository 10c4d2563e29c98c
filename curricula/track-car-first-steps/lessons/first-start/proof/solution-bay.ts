car.forward(50);
wait(3900);
car.stop();
