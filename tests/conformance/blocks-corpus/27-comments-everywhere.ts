//没有空格的说明
//第二行

/** 文档说明 */
function go(/* 毫米 */ distance: number) { // 走
  // 开始
  car.driveFor(distance /* mm */, 50); // 走起来
  /* 中间 */ wait(100);
  // 结束
}

if (time() > 0) { // 总是成立
  go(100);
} // 完

else {
  go(50);
}
go(/* 近一点 */ 20);
// 最后一行
