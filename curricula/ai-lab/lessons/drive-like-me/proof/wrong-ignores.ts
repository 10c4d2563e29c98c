let before: number[] = [];
forever(() => {
  const now: number[] = [];
  for (let i = 0; i < line.count; i++) now.push(line.read(i));
  if (before.length === 0) before = now;
  ai.run('driver', now.concat(before));
  const error = line.position();
  car.drive(40 + error * 0.4, 40 - error * 0.4);
  before = now;
  wait(5);
});
