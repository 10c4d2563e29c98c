// 前进一步
function step(distance: number, speed: number) {
  car.driveFor(distance, speed);
}

// 转弯，返回转了多少
function turn(angle: number): number {
  car.turnBy(angle, 40);
  return angle;
}

let total = 0;
for (let i = 0; i < 3; i++) {
  step(100 * (i + 1), 50);
  total += turn(120);
}
log("一共转了", total, "度");
