for (let row = 0; row < 3; row++) {
  for (let column = 0; column < 4; column++) {
    if ((row + column) % 2 === 0) {
      led.set("white");
    } else {
      led.set("blue");
    }
    wait(100);
  }
  car.driveFor(50);
}
for (let i = 0; i < 2; i++) {
  for (let j = 0; j < 2; j++) {
    buzzer.tone(440, 50);
    wait(100);
  }
}
led.off();
