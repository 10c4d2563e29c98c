const point = { x: 10, y: 20 };
point.x = point.x + 5;
point.y += 1;
let mode = 2;
switch (mode) {
  case 1:
    car.forward();
    break;
  default:
    car.stop();
}
log(point.x, point.y);
mode = mode === 2 ? 3 : 1;
log(mode);
car.turnBy(point.x);
