enum Light { // 红绿灯
  Red,
  Yellow = 5, // 黄
  // 绿灯亮
  Green = Yellow + 1,
}
const enum Side { Left = 'left', Right = 'right' }
export enum Empty {}

let light: Light = Light.Red;
switch (light) { // 看颜色
  // 停
  case Light.Red:
    car.stop();
    break; // 停好了

  case Light.Yellow: // 慢
  case Light.Green: {
    car.forward(30);
    break;
  }
  default:
    log(Light[light], Side.Left);
  // 没有了
}
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 2) continue outer;
    if (i === 2) break outer;
    log(i, j);
  }
}
let a = 1, b: number, c = a++ + --a;
for (let i = 0, j = 10; i < j; i++, j--) log(i);
for (;;) {
  if (a++ > 5) break;
}
b = c = 3;
var old = +'3', bits = ~5, gone = void 0;
{
  const inner = a & 1 ? -b : !c;
  log(inner);
}
do a--; while (a > 0);
if (a) while (b > 0) b--; else if (b) for (const v of [1]) log(v);
