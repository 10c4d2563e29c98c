let drives = true;
forever(() => {
  if (ai.label() === '停') {
    drives = false;
  } else if (ai.label() === '前进') {
    drives = true;
  }
  if (drives) {
    const error = line.position();
    car.drive(35 + error * 0.4, 35 - error * 0.4);
  } else {
    car.stop();
  }
  wait(5);
});
