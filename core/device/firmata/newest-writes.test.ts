import { describe, expect, it } from 'vitest';
import { ChipClock } from '../../../bridge/emulator/testing/chip-clock.ts';
import { NewestWrites } from './newest-writes.ts';

const FULL = 1000;

function setUp() {
  let nowMs = 0;
  const clock = new ChipClock(() => nowMs);
  const stream = { queuedBytes: 0 };
  const sent: unknown[] = [];
  const writes = new NewestWrites({ stream, clock, send: (output, values) => sent.push([output, ...values]) });
  const pass = (ms: number): void => {
    for (const end = nowMs + ms; nowMs < end;) {
      nowMs++;
      clock.fireDue();
    }
  };
  return { clock, stream, sent, writes, pass };
}

describe('writes to a robot', () => {
  it('go out at once while the wire has room', () => {
    const { sent, writes, clock } = setUp();
    writes.write('motors', [1, 2]);
    writes.write('led', ['red']);
    expect(sent).toEqual([
      ['motors', 1, 2],
      ['led', 'red'],
    ]);
    expect(clock.timers.size).toBe(0);
  });

  it('wait while it is full, each output’s newest alone, and go when there is room, the longest waiting first', () => {
    const { sent, writes, stream, pass, clock } = setUp();
    stream.queuedBytes = FULL;
    for (let power = 1; power <= 100; power++) {
      writes.write('motors', [power, -power]);
      writes.write('led', [power % 2 === 0 ? 'off' : 'red']);
    }
    pass(50);
    expect(sent).toEqual([]);
    stream.queuedBytes = 0;
    pass(2);
    expect(sent).toEqual([
      ['motors', 100, -100],
      ['led', 'off'],
    ]);
    expect(clock.timers.size).toBe(0);
  });

  it('keep their order towards what waits already', () => {
    const { sent, writes, stream, pass } = setUp();
    stream.queuedBytes = FULL;
    writes.write('led', ['red']);
    stream.queuedBytes = 0;
    writes.write('tone', [440, 100]);
    expect(sent).toEqual([]);
    pass(2);
    expect(sent).toEqual([
      ['led', 'red'],
      ['tone', 440, 100],
    ]);
  });

  it('that are thrown away never come', () => {
    const { sent, writes, stream, pass, clock } = setUp();
    stream.queuedBytes = FULL;
    writes.write('motors', [50, 50]);
    writes.clear();
    stream.queuedBytes = 0;
    pass(10);
    expect(sent).toEqual([]);
    expect(clock.timers.size).toBe(0);
    writes.write('motors', [10, 10]);
    expect(sent).toEqual([['motors', 10, 10]]);
  });
});
