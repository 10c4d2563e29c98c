let before: number[] = [];
forever(() => {
  const now: number[] = [];
  for (let i = 0; i < line.count; i++) now.push(line.read(i));
  if (before.length === 0) before = now;
  // 问网络，再让轮子照它说的转。Ask the net, then let the wheels obey it.

  before = now;
  wait(5);
});
