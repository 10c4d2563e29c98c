let state = 'search';
let lostSince = 0;

forever(() => {
  if (state === 'search') {
    car.right(30);
    if (!line.lost()) {
      state = 'follow';
    }
  } else if (state === 'follow') {
    const p = line.position();
    car.drive(50 + p * 0.5, 50 - p * 0.5);
    if (line.lost()) {
      state = 'lost';
      lostSince = time();
    }
  } else if (state === 'lost') {
    if (time() - lostSince > 2000) {
      state = 'search';
    }
  }
  wait(5);
});
