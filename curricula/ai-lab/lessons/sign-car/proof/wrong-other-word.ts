forever(() => {
  if (ai.label() === '停车') {
    car.stop();
  } else {
    const error = line.position();
    car.drive(35 + error * 0.4, 35 - error * 0.4);
  }
  wait(5);
});
