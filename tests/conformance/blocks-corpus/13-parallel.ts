parallel(
  () => {
    car.driveFor(500, 40);
  },
  () => {
    for (let i = 0; i < 10; i++) {
      led.set("green");
      wait(100);
      led.off();
      wait(100);
    }
  },
);
log("一起做完了");
