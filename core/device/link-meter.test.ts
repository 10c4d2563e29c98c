import { describe, expect, it } from 'vitest';
import { LinkMeter } from './link-meter.ts';

/** A link of this kind for a second, with a program that looks and drives. */
function second(meter: LinkMeter, { fromMs = 0, reportEveryMs = 10, tripMs = 3, programEveryMs = 20 } = {}): number {
  for (let ms = fromMs; ms < fromMs + 1000; ms++) {
    if (ms % reportEveryMs === 0) meter.reported(ms);
    if (ms % 100 === 99) meter.answered(ms, ms - tripMs);
    if (ms % programEveryMs === 0) {
      meter.read();
      meter.drove(ms);
    }
  }
  return fromMs + 1000;
}

describe('how long a car takes to answer', () => {
  it('is the gap between two reports and the way there and back', () => {
    const meter = new LinkMeter();
    expect(meter.quality(0)).toBeUndefined();
    const nowMs = second(meter);
    expect(meter.quality(nowMs)).toEqual({ medianMs: 13, worstMs: 13 });
  });

  it('keeps its worst for five seconds', () => {
    const meter = new LinkMeter();
    let nowMs = second(meter);
    meter.answered(nowMs, nowMs - 200);
    for (let s = 0; s < 4; s++) nowMs = second(meter, { fromMs: nowMs });
    expect(meter.quality(nowMs)?.worstMs).toBe(200);
    for (let s = 0; s < 2; s++) nowMs = second(meter, { fromMs: nowMs });
    expect(meter.quality(nowMs)).toEqual({ medianMs: 13, worstMs: 13 });
  });

  it('says where a program decides much oftener than that', () => {
    const meter = new LinkMeter();
    const nowMs = second(meter, { tripMs: 40, programEveryMs: 5 });
    expect(meter.quality(nowMs)).toEqual({ medianMs: 50, worstMs: 50, programEveryMs: 5 });
    meter.forgetProgram();
    expect(meter.quality(nowMs)).toEqual({ medianMs: 50, worstMs: 50 });
  });

  it('asks nothing of a program that drives without looking', () => {
    const meter = new LinkMeter();
    for (let ms = 0; ms < 100; ms++) meter.drove(ms);
    meter.answered(100, 50);
    expect(meter.quality(100)).toEqual({ medianMs: 50, worstMs: 50 });
  });

  it('is not known where nothing has answered for long', () => {
    const meter = new LinkMeter();
    const nowMs = second(meter);
    expect(meter.quality(nowMs + 6000)).toBeUndefined();
  });
});
