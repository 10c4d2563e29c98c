for (let speed = 0; speed <= 100; speed += 5) {
  car.forward(speed);
  wait(100);
}
for (let speed = 100; speed > 0; speed -= 10) {
  car.forward(speed);
  wait(50);
}
car.stop();
