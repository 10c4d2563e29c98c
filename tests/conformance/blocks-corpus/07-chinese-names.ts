let 速度 = 50;
let 圈数 = 0;
const 最大圈数 = 3;

function 转圈(次数: number) {
  for (let 第几次 = 1; 第几次 <= 次数; 第几次++) {
    car.right(速度);
    wait(1000);
    log("第", 第几次, "次");
  }
}

while (圈数 < 最大圈数) {
  转圈(2);
  圈数 += 1;
  速度 -= 5;
}
car.stop();
