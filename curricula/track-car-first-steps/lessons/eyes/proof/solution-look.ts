car.forward(40);
for (let i = 0; i < 200; i++) {
  plot('line', line.read(2));
  wait(20);
}
car.stop();
