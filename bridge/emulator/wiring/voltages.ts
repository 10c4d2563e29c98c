/** What a car reads as a voltage: brightness, loudness, its battery. Layer: bridge/emulator. */
import type { ProfilePin } from '../../../core/robot/profile.ts';
import type { World } from '../../../core/sim/world.ts';
import type { WiredPart, WirePart, WiringContext } from './wired-part.ts';

function volts({ board }: WiringContext, pin: ProfilePin, voltsOf: (world: World) => number): WiredPart {
  const channel = board.pins.analogChannel(pin);
  return { feed: (world) => board.setAnalogVolts(channel, voltsOf(world)) };
}

/** @param percent 0 … 100 */
const between = (at0: number, at100: number, percent: number): number => at0 + ((at100 - at0) * percent) / 100;

export const wireLight: WirePart<'light'> = ({ pin, rawDark, rawBright }, context) =>
  volts(context, pin, (world) => between(rawDark, rawBright, world.light) * context.profile.board.supplyV);

export const wireSound: WirePart<'sound'> = ({ pin, rawQuiet, rawLoud }, context) =>
  volts(context, pin, (world) => between(rawQuiet, rawLoud, world.sound) * context.profile.board.supplyV);

export const wireBattery: WirePart<'battery'> = ({ pin, topOhm, bottomOhm }, context) =>
  volts(context, pin, (world) => (world.parts.batteryVolts() * bottomOhm) / (topOhm + bottomOhm));
