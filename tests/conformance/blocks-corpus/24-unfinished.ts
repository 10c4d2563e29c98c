let goal = ___;
if (___) {
  car.forward(___);
}
while (sonar.mm() > ___) {
}
car.stop();
