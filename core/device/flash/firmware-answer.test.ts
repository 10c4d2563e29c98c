import { describe, expect, it } from 'vitest';
import { Emitter } from '../../base/emitter.ts';
import { fail, ok } from '../../base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamEvent, StreamFaultCode } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import { awaitFirmware } from './firmware-answer.ts';

const REPORT = [0xf0, 0x79, 2, 7, 0x47, 0, 0x6a, 0, 0xf7];

/** Time passes as soon as somebody waits for it. */
class QuickClock implements Clock {
  #nowMs = 0;

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    let isOff = false;
    setImmediate(() => {
      if (isOff) return;
      this.#nowMs += delayMs;
      callback();
    });
    return () => (isOff = true);
  }
}

/** Refuses so many times, then says which firmware it is as soon as it is asked. */
function boardThatRefuses(times: number, code: StreamFaultCode): ByteStreamOpener & { opened: number } {
  const board = {
    opened: 0,
    open: () => {
      if (board.opened++ < times) return Promise.resolve(fail(code));
      const events = new Emitter<StreamEvent>();
      const stream = {
        ...{ events, isOpen: true, queuedBytes: 0, writeFirst: () => {} },
        write: () => events.emit({ kind: 'data', bytes: Uint8Array.from(REPORT) }),
        resetBoard: () => Promise.resolve(),
        close: () => Promise.resolve(),
      } satisfies ByteStream;
      return Promise.resolve(ok(stream));
    },
  };
  return board;
}

const ask = (opener: ByteStreamOpener) => awaitFirmware({ opener, baud: 57_600, clock: new QuickClock() });

describe('the firmware’s answer after a flash', () => {
  it('is waited for where the port is gone while the board restarts', async () => {
    const board = boardThatRefuses(3, 'device.not-found');
    expect(await ask(board)).toEqual({ ok: true, value: { name: 'Gj', version: '2.7' } });
    expect(board.opened).toBe(4);
  });

  it('is not waited for where somebody else has the port, nor for ever', async () => {
    const taken = boardThatRefuses(3, 'device.busy');
    expect(await ask(taken)).toMatchObject({ ok: false, fault: { code: 'device.busy' } });
    expect(taken.opened).toBe(1);
    const gone = boardThatRefuses(Infinity, 'device.not-found');
    expect(await ask(gone)).toMatchObject({ ok: false, fault: { code: 'device.not-found' } });
    expect(gone.opened).toBeLessThan(12);
  });
});
