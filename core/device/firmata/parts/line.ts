/** Reflectance sensors over the floor: an analog channel each, or a comparator's yes and no. Layer: device. */
import type { PartOf } from '../../../robot/profile.ts';
import type { CancelTimer } from '../../clock.ts';
import { RAW_MAX } from '../guiji/sysex.ts';
import { digitalPin, type AttachPart, type OwnBoard, type PartContext } from './firmata-part.ts';

/** All sensors darker than this: they see no floor. The simulated car judges alike. */
const DARK_PERCENT = 50;
/** A car that crosses a line sees all dark for a shorter time than this. */
const LIFTED_AFTER_MS = 200;

export const attachLine: AttachPart<'line'> = (part, context) => {
  const darkness = part.sensors.map(() => 0);
  let cancelLift: CancelTimer | undefined;
  let isLifted = false;
  const see = (index: number, share: number): void => {
    const percent = (100 * (share - part.rawWhite)) / (part.rawBlack - part.rawWhite);
    darkness[index] = Math.round(Math.min(100, Math.max(0, percent)));
  };
  const lift = (now: boolean): void => {
    isLifted = now;
    context.onLifted(now);
  };
  const judge = (): void => {
    if (darkness.every((value) => value > DARK_PERCENT)) {
      cancelLift ??= context.clock.after(LIFTED_AFTER_MS, () => lift(true));
      return;
    }
    cancelLift?.();
    cancelLift = undefined;
    if (isLifted) lift(false);
  };
  if (context.own !== undefined) {
    watchBlock(part, context, context.own, (shares) => {
      shares.forEach((share, index) => see(index, share));
      judge();
    });
  } else {
    for (const [index, { pin }] of part.sensors.entries()) {
      const seen = (share: number): void => {
        see(index, share);
        judge();
      };
      if (part.kind === 'analog') context.onAnalog(pin, seen);
      else context.onDigital(pin, { pullUp: false }, (isHigh) => seen(isHigh ? 1 : 0));
    }
  }
  return {
    inputs: { line: (index) => darkness[index] ?? 0, lifted: () => isLifted },
    release: () => cancelLift?.(),
  };
};

function watchBlock(
  part: PartOf<'line'>,
  { firmata }: PartContext,
  { sensors }: OwnBoard,
  onLine: (shares: readonly number[]) => void,
): void {
  sensors.line(
    part.sensors.map(({ pin }) => ({ pin: digitalPin(pin, firmata), kind: part.kind })),
    onLine,
  );
  const raw = Math.round(((part.rawWhite + part.rawBlack) / 2) * RAW_MAX);
  sensors.lifted(
    LIFTED_AFTER_MS,
    part.sensors.map(() => ({ raw, isDarkBelow: part.rawBlack < part.rawWhite })),
  );
}
