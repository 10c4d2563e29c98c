car.forward(50);
wait(8000);
car.stop();
