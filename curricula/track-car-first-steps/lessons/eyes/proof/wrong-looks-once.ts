car.forward(30);
wait(4700);
if (line.dark(2) || line.dark(1) || line.dark(0)) {
  log('line');
}
car.stop();
