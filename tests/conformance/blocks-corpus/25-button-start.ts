// 等按钮
while (!button.pressed()) {
  wait(10);
}

// 倒数
for (let n = 3; n > 0; n--) {
  buzzer.tone(440, 100);
  wait(1000);
}
buzzer.tone(880, 500);

// 出发
let laps = 0;
let onStart = false;
forever(() => {
  const p = line.position();
  car.drive(55 + p * 0.35, 55 - p * 0.35);
  const all = line.dark(0) && line.dark(2) && line.dark(4);
  if (all && !onStart) {
    laps += 1;
    log("圈", laps, "时间", time());
  }
  onStart = all;
  if (laps > 3) {
    car.stop();
    stop();
  }
  wait(5);
});
