car.forward(30);
for (let i = 0; i < 3; i++) {
  while (!line.dark(2)) {
    wait(5);
  }
  if (i < 2) {
    while (line.dark(2)) {
      wait(5);
    }
  }
}
car.stop();
