const base = 100;
const k = 0.1;
forever(() => {
  const error = line.position();
  plot('error', error);
  car.drive(base + error * k, base - error * k);
  wait(5);
});
