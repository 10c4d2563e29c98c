/** Displays: what the world shows is read off their glass. Layer: bridge/emulator. */
import { Ssd1306 } from '../ssd1306.ts';
import { Tm1637 } from '../tm1637.ts';
import type { WirePart } from './wired-part.ts';

export const wireDisplay: WirePart<'display'> = (part, { board }) => {
  if (part.kind === 'ssd1306') {
    const screen = new Ssd1306(part.heightPx);
    board.i2c.devices.set(part.address, screen);
    return { act: (world) => (world.display = screen.text()) };
  }
  const digits = new Tm1637(board, { clock: board.pins.pin(part.clock), data: board.pins.pin(part.data) });
  return { act: (world) => (world.display = digits.text()) };
};
