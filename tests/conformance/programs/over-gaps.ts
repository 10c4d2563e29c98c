// Over a gap it goes straight on; a line that stays away for longer is looked for on the side where it was last seen.
let lostMs = 0;
forever(() => {
  lostMs = line.lost() ? lostMs + 5 : 0;
  const error = lostMs > 0 && lostMs < 600 ? 0 : line.position();
  car.drive(35 + error * 0.4, 35 - error * 0.4);
  wait(5);
});
