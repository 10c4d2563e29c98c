/** Pins of an Arduino Uno and of a Nano. Layer: bridge/emulator. Source: Arduino AVR core 1.8.7, variants/{standard,eightanaloginputs}/pins_arduino.h. */
import { BoardPins } from './board-pins.ts';

/** A Nano's; an Uno has no A6 and A7. */
export const UNO_PINS = new BoardPins('an Uno', 'D0 D1 D2 D3 D4 D5 D6 D7 B0 B1 B2 B3 B4 B5 C0 C1 C2 C3 C4 C5 - -', 14);
