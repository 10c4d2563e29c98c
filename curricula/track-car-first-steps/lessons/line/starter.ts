forever(() => {
  if (line.dark(2)) {
    car.drive(40, 40);
  } else {
    car.stop();
  }
  wait(5);
});
