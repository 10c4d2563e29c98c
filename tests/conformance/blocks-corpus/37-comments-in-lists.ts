// 路线：每一步走多远、转多少
const route = [
  // 第一段
  { mm: 300, turn: 90 },
  { mm: 150, turn: -90 }, // 靠近门口
  // 最后一段，
  // 慢一点
  { mm: 300, turn: 0 },
];
const speeds = [
  40, // 慢
  60, // 快
  80 // 很快
];
const settings = {
  // 比例
  kp: 0.4,
  names: ['a', 'b'], // 两个名字
  limit: speeds[1],
};
for (const { mm, turn } of route) {
  car.driveFor(
    mm,
    settings.limit, // 速度
  );
  car.turnBy(turn);
}
