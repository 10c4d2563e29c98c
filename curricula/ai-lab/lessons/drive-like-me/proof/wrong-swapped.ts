let before: number[] = [];
forever(() => {
  const now: number[] = [];
  for (let i = 0; i < line.count; i++) now.push(line.read(i));
  if (before.length === 0) before = now;
  const wheels = ai.run('driver', now.concat(before));
  car.drive(wheels[1], wheels[0]);
  before = now;
  wait(5);
});
