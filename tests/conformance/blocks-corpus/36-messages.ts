// 两辆车一前一后：前车把速度告诉后车
let speed = 40;
on('message', 'go', () => {
  speed = received('speed');
  led.set('green');
});
on('message', 'stop', () => {
  car.stop();
  led.set('red');
});
forever(() => {
  send('speed', speed);
  if (sonar.mm() < 150) send('stop', true);
  car.forward(speed);
  wait(50);
});
