/** How far each wheel has turned, counted by our firmware. Layer: device. */
import { assert } from '../../../base/assert.ts';
import { digitalPin, type AttachPart } from './firmata-part.ts';

export const attachEncoder: AttachPart<'encoder'> = (part, { firmata, own, profile, motorPercent }) => {
  assert(own !== undefined, 'only our firmware counts steps');
  const mmPerStep = (Math.PI * profile.body.wheelDiameterMm) / part.ticksPerTurn;
  const ways = [0, 0];
  /** Of a wheel with one channel: the way it was last driven. */
  const signs = [1, 1];
  for (const [side, wheel] of [part.left, part.right].entries()) {
    const [a, b] = wheel.pins.map((pin) => digitalPin(pin, firmata));
    own.sensors.encoder({ a: a!, ...(b === undefined ? {} : { b }) }, (steps) => {
      const power = motorPercent(side);
      if (power !== 0) signs[side] = Math.sign(power);
      // A wheel that is mounted the other way round swaps the order of two channels; one channel has none.
      if (b === undefined) ways[side]! += steps * signs[side]!;
      else ways[side]! += wheel.inverted ? -steps : steps;
    });
  }
  return { inputs: { encoder: (side) => ways[side]! * mmPerStep }, off: () => ways.fill(0) };
};
