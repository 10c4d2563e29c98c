const size = 5;
const history: number[] = [];

function smooth(value: number) {
  history.push(value);
  if (history.length > size) {
    history.shift();
  }
  let sum = 0;
  for (const each of history) sum += each;
  return sum / history.length;
}

forever(() => {
  const raw = sonar.mm();
  const mm = smooth(raw);
  plot('raw', raw);
  plot('smooth', mm);
  if (mm < 200) car.stop();
  else car.forward(40);
  wait(60);
});
