/** Buzzers: one with a pitch of its own while its pin is high, or one that sounds with the pin's edges. Layer: bridge/emulator. */
import type { WirePart } from './wired-part.ts';

/** The pitch of an active buzzer of 5 V kits, by its data sheets about 2.3 kHz; the pin says only on or off. */
const ACTIVE_HZ = 2300;
/** The lowest tone of our firmware has 31 Hz. */
const SILENT_AFTER_S = 0.04;
/** A pitch is the mean of so many periods: an interrupt in between moves a single edge. */
const PERIODS = 8;

export const wireBuzzer: WirePart<'buzzer'> = ({ kind, pin }, { board }) => {
  const number = board.pins.pin(pin);
  if (kind === 'active') return { act: (world) => world.setTone(board.isDrivenHigh(number) ? ACTIVE_HZ : 0, Infinity) };
  let rises: number[] = [];
  board.watchPin(number, (isHigh, cycle) => {
    if (!isHigh) return;
    if (cycle - (rises.at(-1) ?? 0) > SILENT_AFTER_S * board.freqHz) rises = [];
    rises = [...rises.slice(-PERIODS), cycle];
  });
  const hz = (): number => {
    const [first = 0] = rises;
    const last = rises.at(-1) ?? 0;
    if (rises.length < 2 || board.cycles - last > SILENT_AFTER_S * board.freqHz) return 0;
    return Math.round((board.freqHz * (rises.length - 1)) / (last - first));
  };
  return { act: (world) => world.setTone(hz(), Infinity) };
};
