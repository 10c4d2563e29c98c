const colors = ["red", "yellow", "green"];
let which = 0;

forever(() => {
  led.set(colors[which]);
  wait(1000);
  led.off();
  which = (which + 1) % colors.length;
});

forever(() => {
  if (button.pressed()) {
    buzzer.tone(880, 100);
  }
  wait(20);
});
