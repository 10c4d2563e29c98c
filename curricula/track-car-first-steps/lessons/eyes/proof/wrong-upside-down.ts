car.forward(30);
while (line.read(2) > 50) {
  wait(5);
}
car.stop();
