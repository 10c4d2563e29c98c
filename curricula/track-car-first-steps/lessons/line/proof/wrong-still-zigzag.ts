forever(() => {
  if (line.position() < 0) {
    car.drive(20, 45);
  } else {
    car.drive(45, 20);
  }
  wait(5);
});
