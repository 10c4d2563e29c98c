car.forward(30);
for (let i = 0; i < 60; i++) {
  plot('line', line.read(2));
  wait(20);
}
car.stop();
