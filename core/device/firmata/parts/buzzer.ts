/** Tones. Layer: device. An active buzzer has one pitch of its own and is on for the duration; a passive one gets its pitch from our firmware. */
import { assert } from '../../../base/assert.ts';
import type { CancelTimer } from '../../clock.ts';
import { SUB, u14 } from '../guiji/sysex.ts';
import { digitalPin, type AttachPart, type FirmataPart, type PartContext } from './firmata-part.ts';

/** What our firmware can. */
const HZ_MIN = 31;
const HZ_MAX = 10_000;
const MS_MAX = 16_383;

export const attachBuzzer: AttachPart<'buzzer'> = (part, context) => {
  const pin = digitalPin(part.pin, context.firmata);
  return part.kind === 'active' ? activeBuzzer(pin, context) : passiveBuzzer(pin, context);
};

function activeBuzzer(pin: number, { firmata, clock }: PartContext): FirmataPart {
  const { board, io } = firmata;
  // Why not johnny-five's Pin: it sends the pin's mode again with every write, half a millisecond on the wire.
  board.pinMode(pin, io.MODES.OUTPUT);
  let cancelEnd: CancelTimer = () => {};
  const silence = (): void => {
    cancelEnd();
    board.digitalWrite(pin, 0);
  };
  silence();
  return {
    outputs: {
      tone: ([frequencyHz, durationMs]) => {
        silence();
        if (Number(frequencyHz) <= 0 || Number(durationMs) <= 0) return;
        board.digitalWrite(pin, 1);
        cancelEnd = clock.after(Number(durationMs), () => board.digitalWrite(pin, 0));
      },
    },
    stop: silence,
    off: silence,
    release: () => cancelEnd(),
  };
}

/** The board ends it by itself. */
function passiveBuzzer(pin: number, { own }: PartContext): FirmataPart {
  assert(own !== undefined, 'only our firmware makes tones');
  const silence = (): void => own.link.send(SUB.tone, pin, ...u14(0), ...u14(0));
  return {
    outputs: {
      tone: ([frequencyHz, durationMs]) => {
        const ms = Math.min(MS_MAX, Math.round(Number(durationMs)));
        if (Number(frequencyHz) <= 0 || ms <= 0) return silence();
        const hz = Math.round(Math.min(HZ_MAX, Math.max(HZ_MIN, Number(frequencyHz))));
        own.link.send(SUB.tone, pin, ...u14(hz), ...u14(ms));
      },
    },
    stop: silence,
    off: silence,
  };
}
