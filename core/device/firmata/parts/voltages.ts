/** What a car reads as a voltage: brightness, loudness, and its battery. Layer: device. */
import type { ProfilePin } from '../../../robot/profile.ts';
import type { AttachPart, PartContext } from './firmata-part.ts';

/** A reading between two known ones as 0 … 100. */
function percentOf(share: number, at0: number, at100: number): number {
  return Math.round(Math.min(100, Math.max(0, (100 * (share - at0)) / (at100 - at0))));
}

function watched({ onAnalog }: PartContext, pin: ProfilePin, valueOf: (share: number) => number): () => number {
  let value = 0;
  onAnalog(pin, (share) => {
    value = valueOf(share);
  });
  return () => value;
}

export const attachLight: AttachPart<'light'> = ({ pin, rawDark, rawBright }, context) => ({
  inputs: { light: watched(context, pin, (share) => percentOf(share, rawDark, rawBright)) },
});

export const attachSound: AttachPart<'sound'> = ({ pin, rawQuiet, rawLoud }, context) => ({
  inputs: { sound: watched(context, pin, (share) => percentOf(share, rawQuiet, rawLoud)) },
});

/** A divider: the pin sees battery × bottom / (top + bottom). */
export const attachBattery: AttachPart<'battery'> = ({ pin, topOhm, bottomOhm }, context) => {
  const volts = context.profile.board.supplyV * ((topOhm + bottomOhm) / bottomOhm);
  return { inputs: { battery: watched(context, pin, (share) => share * volts) } };
};
