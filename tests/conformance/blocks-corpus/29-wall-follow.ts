const target = 150;
const gain = 0.2;
let steer = 0;
forever(() => {
  const error = sonar.mm() - target;
  steer = error * gain;
  if (steer > 30) {
    steer = 30;
  } else if (steer < -30) {
    steer = -30;
  }
  car.drive(40 + steer, 40 - steer);
  wait(60);
});
forever(() => {
  log("距离", sonar.mm(), "转向", Math.round(steer));
  wait(500);
});
