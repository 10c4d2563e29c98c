car.forward(30);
for (let i = 0; i < 100; i++) {
  plot('line', line.read(0));
  wait(20);
}
car.stop();
