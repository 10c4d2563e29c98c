forever(() => {
  if (line.dark(1)) {
    car.drive(20, 45);
  } else if (line.dark(3)) {
    car.drive(45, 20);
  } else {
    car.drive(40, 40);
  }
  wait(5);
});
