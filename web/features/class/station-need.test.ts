import { describe, expect, it } from 'vitest';
import type { StationReport, StationView } from '../../../core/protocol/class-views.ts';
import { inOrderOfNeed, needOf, needsHelp } from './station-need.ts';

const calm: StationReport = { robot: 'simulator', running: false, handUp: false };

function station(nickname: string, report: Partial<StationReport> = {}, view: Partial<StationView> = {}): StationView {
  return {
    student: { id: nickname, nickname },
    personalCode: 'K7M9',
    connected: true,
    via: 'page',
    locked: false,
    report: { ...calm, ...report },
    connectedSinceMs: 0,
    runningSinceMs: 0,
    handUpSinceMs: 0,
    ...view,
  };
}

const lastError = { code: 'vm.thrown', params: {} };
const lastCheck = { stepId: 'lap', passed: false };
const names = (stations: readonly StationView[]) => inOrderOfNeed(stations).map(({ student }) => student.nickname);

describe('who needs the teacher', () => {
  it('is whoever raised a hand, has an error or failed a check', () => {
    expect(needOf(station('a', { handUp: true, lastError }))).toBe('hand');
    expect(needOf(station('a', { lastError, lastCheck }))).toBe('error');
    expect(needOf(station('a', { lastCheck }))).toBe('check');
    expect(needOf(station('a', { lastCheck: { ...lastCheck, passed: true } }))).toBeUndefined();
  });

  it('is nobody whose page is gone: there is nothing to help with', () => {
    const gone = station('a', { handUp: true }, { connected: false });
    expect(needOf(gone)).toBe('gone');
    expect(needsHelp(gone)).toBe(false);
  });
});

describe('the order of cards', () => {
  it('puts hands first, then errors, then checks, then the calm, then the gone', () => {
    const stations = [
      station('gone', {}, { connected: false }),
      station('calm'),
      station('check', { lastCheck }),
      station('error', { lastError }),
      station('hand', { handUp: true }),
    ];
    expect(names(stations)).toEqual(['hand', 'error', 'check', 'calm', 'gone']);
  });

  it('takes the hand first that has been up longest', () => {
    const late = station('late', { handUp: true }, { handUpSinceMs: 20 });
    const early = station('early', { handUp: true }, { handUpSinceMs: 10 });
    expect(names([late, early])).toEqual(['early', 'late']);
  });

  it('counts seats as numbers, and keeps equal cards where they are', () => {
    const seat = (number: string) => station(`seat ${number}`, {}, { student: { id: number, nickname: `seat ${number}`, seat: number } });
    expect(names([seat('10'), seat('2'), seat('1')])).toEqual(['seat 1', 'seat 2', 'seat 10']);
  });
});
