const notes = [262, 294, 330, 349, 392, 440, 494, 523];
const beats = [4, 4, 4, 4, 2, 2, 2, 1];
let i = 0;
do {
  buzzer.tone(notes[i], 1000 / beats[i]);
  wait(1000 / beats[i] + 50);
  i += 1;
} while (i < notes.length);
