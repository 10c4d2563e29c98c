forever(() => {
  if (sonar.mm() < 150) {
    car.backward(40);
    wait(300);
    car.right(50);
    wait(random(200, 500));
  } else {
    car.forward(60);
  }
  wait(10);
});
