forever(() => {
  const error = line.position();
  car.drive(45 - error * 0.4, 45 + error * 0.4);
  wait(5);
});
