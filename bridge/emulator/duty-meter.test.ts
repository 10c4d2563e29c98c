import { describe, expect, it } from 'vitest';
import { DutyMeter } from './duty-meter.ts';

const HZ = 16_000_000;

function pwm(meter: DutyMeter, { from, periods, high, period }: { from: number; periods: number; high: number; period: number }): number {
  for (let i = 0; i < periods; i++) {
    meter.edge(true, from + i * period);
    meter.edge(false, from + i * period + high);
  }
  return from + periods * period;
}

describe('the duty meter', () => {
  it('is 0 for a pin that never moved', () => {
    expect(new DutyMeter(HZ).dutyAt(1_000_000)).toBe(0);
  });

  it('gives the duty of the last whole period', () => {
    const meter = new DutyMeter(HZ);
    const end = pwm(meter, { from: 1000, periods: 4, high: 4096, period: 16_384 });
    expect(meter.dutyAt(end)).toBe(0.25);
  });

  it('follows a change within one period', () => {
    const meter = new DutyMeter(HZ);
    const middle = pwm(meter, { from: 0, periods: 4, high: 4096, period: 16_384 });
    const end = pwm(meter, { from: middle, periods: 2, high: 12_288, period: 16_384 });
    expect(meter.dutyAt(end)).toBe(0.75);
  });

  it('is 0 soon after the pin stays low, and 1 soon after it stays high', () => {
    const low = new DutyMeter(HZ);
    const end = pwm(low, { from: 0, periods: 4, high: 8192, period: 16_384 });
    expect(low.dutyAt(end + 16_384)).toBe(0);
    const high = new DutyMeter(HZ);
    high.edge(true, 10);
    expect(high.dutyAt(20)).toBe(0);
    expect(high.dutyAt(50_000)).toBe(1);
  });
});
