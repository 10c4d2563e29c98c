/** Wheel encoders: the steps of each millisecond as edges within the next one. Layer: bridge/emulator. One channel, or two a quarter apart. */
import type { World } from '../../../core/sim/world.ts';
import type { WiredPart, WirePart } from './wired-part.ts';

const MS_PER_S = 1000;
/** By the last two bits of the position: A comes first when the wheel turns ahead. */
const A = [false, true, true, false] as const;
const B = [false, false, true, true] as const;

export const wireEncoder: WirePart<'encoder'> = (part, { board, world }) => {
  const cyclesPerMs = board.freqHz / MS_PER_S;
  const wheel = ({ pins, inverted }: (typeof part)['left'], side: 0 | 1): ((world: World) => void) => {
    const [a, b] = pins.map((pin) => board.pins.pin(pin));
    let shown = 0;
    let known: World | undefined;
    let counted = 0;
    const show = (position: number): void => {
      if (b === undefined) return board.drivePin(a!, (position & 1) === 1);
      board.drivePin(a!, A[position & 3]!);
      board.drivePin(b, B[position & 3]!);
    };
    show(0);
    return (now) => {
      const ticks = now.parts.encoderTicks(side);
      const moved = now === known ? ticks - counted : 0;
      known = now;
      counted = ticks;
      const step = moved > 0 !== inverted ? 1 : -1;
      const count = Math.abs(moved);
      for (let index = 1; index <= count; index++) {
        board.after((index / (count + 1)) * cyclesPerMs, () => show((shown += step)));
      }
    };
  };
  const wheels = [wheel(part.left, 0), wheel(part.right, 1)];
  const feed = (now: World): void => wheels.forEach((turn) => turn(now));
  feed(world());
  return { feed } satisfies WiredPart;
};
