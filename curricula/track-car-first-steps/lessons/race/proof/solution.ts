const base = 80;
const k = 0.8;
forever(() => {
  const error = line.position();
  plot('error', error);
  car.drive(base + error * k, base - error * k);
  wait(5);
});
