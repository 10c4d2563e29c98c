const kp = 0.6; // 比例
const ki = 0.001; // 积分
const kd = 3;   // 微分
let last = 0;
let sum = 0;

/* 主循环：
 * 每 5 毫秒算一次
 */
forever(() => {
  const error = line.position();
  sum = sum + error;
  if (sum > 1000) sum = 1000;
  if (sum < -1000) sum = -1000;
  const turn = kp * error + ki * sum + kd * (error - last);
  last = error;
  car.drive(40 + turn, 40 - turn);
  plot("error", error);
  plot("turn", turn);
  wait(5);
});
