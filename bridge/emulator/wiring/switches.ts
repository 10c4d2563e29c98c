/** What is pressed or is not. Layer: bridge/emulator. With a pull-up it reads low while pressed. */
import type { WirePart } from './wired-part.ts';

export const wireButton: WirePart<'button'> = ({ kind, pin, pullUp }, { board, profile }) => {
  const { pins } = board;
  if (kind === 'digital') {
    const number = pins.pin(pin);
    return { feed: (world) => board.drivePin(number, world.button !== pullUp) };
  }
  const channel = pins.analogChannel(pin);
  return { feed: (world) => board.setAnalogVolts(channel, world.button !== pullUp ? profile.board.supplyV : 0) };
};

export const wireBump: WirePart<'bump'> = ({ switches, pullUp }, { board }) => {
  const numbers = switches.map(({ pin }) => board.pins.pin(pin));
  return { feed: (world) => numbers.forEach((pin, index) => board.drivePin(pin, world.parts.bump(index) !== pullUp)) };
};
