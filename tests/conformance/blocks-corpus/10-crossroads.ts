let crossings = 0;

function onCross() {
  return line.dark(0) && line.dark(4);
}

forever(() => {
  if (onCross()) {
    crossings++;
    log("路口", crossings);
    // 第三个路口左转
    if (crossings === 3) {
      car.left(40);
      wait(400);
    } else if (crossings >= 5) {
      // 到家了
      car.stop();
      stop();
    } else {
      car.forward(40);
      wait(150); // 开过路口
    }
  } else if (line.lost()) {
    car.backward(30);
  } else {
    const e = line.position();
    car.drive(40 + e * 0.5, 40 - e * 0.5);
  }
  wait(5);
});
