/** Reflectance sensors: a voltage each, or a comparator's yes and no. Layer: bridge/emulator. */
import type { WirePart } from './wired-part.ts';

const HALF = 0.5;

export const wireLine: WirePart<'line'> = ({ kind, sensors }, { board, profile }) => {
  const { pins } = board;
  const show = sensors.map(({ pin }) => {
    if (kind === 'analog') return (raw: number) => board.setAnalogVolts(pins.analogChannel(pin), raw * profile.board.supplyV);
    const number = pins.pin(pin);
    return (raw: number) => board.drivePin(number, raw > HALF);
  });
  return { feed: (world) => show.forEach((set, index) => set(world.lineRaw(index))) };
};
