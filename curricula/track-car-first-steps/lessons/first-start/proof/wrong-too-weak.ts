car.forward(10);
wait(2000);
car.stop();
