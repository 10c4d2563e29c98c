// Two sensors are enough for this one.
while (true) {
  const left = line.dark(1), right = line.dark(3);
  if (left && !right) {
    car.drive(10, 50);
  } else if (right && !left) {
    car.drive(50, 10);
  } else {
    car.forward(45);
  }
  wait(10);
}
