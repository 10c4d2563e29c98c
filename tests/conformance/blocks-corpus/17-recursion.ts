function fib(n: number): number {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

function countDown(n: number) {
  if (n === 0) {
    log('go');
    return;
  }
  log(n);
  wait(500);
  countDown(n - 1);
}

countDown(3);
log(fib(10));
car.forward();
