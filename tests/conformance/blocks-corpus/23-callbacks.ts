function twice(action: () => void) {
  action();
  action();
}

twice(() => {
  car.driveFor(100);
  car.turnBy(180);
});
twice(() => log("hi"));

const squares = [1, 2, 3].map((n) => n * n);
const even = squares.filter((n) => n % 2 === 0);
squares.forEach(n => log(n));
log(squares, even);
forever(() => wait(10));
