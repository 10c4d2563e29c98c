// 走一个正方形
for (let i = 0; i < 4; i++) {
  car.driveFor(300, 50);
  car.turnBy(90);
}
car.stop();
log("走完了");
