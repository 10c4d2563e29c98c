let x = 1; let y = 2; x += y; if (x > 2) { car.forward(); wait(100); } car.stop();
for (let i = 0; i < 3; i++) car.turnBy(120);
while (x > 0) x--;
function f() { return x; }
log(f(), (x), ((x + y)), -(x), - -x);
