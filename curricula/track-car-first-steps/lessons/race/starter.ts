const base = 45;
const k = 0.4;
forever(() => {
  const error = line.position();
  car.drive(base + error * k, base - error * k);
  wait(5);
});
