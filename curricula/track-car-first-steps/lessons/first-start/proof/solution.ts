car.driveFor(1000, 50);
led.set('red');
buzzer.tone(440, 300);
wait(1500);
led.off();
car.driveFor(-1000, 50);
