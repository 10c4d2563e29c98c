car.forward(50);
wait(2000);
car.stop();
