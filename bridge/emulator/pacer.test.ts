import { describe, expect, it } from 'vitest';
import { CATCH_UP_MS_MAX, Pacer } from './pacer.ts';

describe('the pacer', () => {
  it('asks for as much chip time as has passed at the computer', () => {
    const pacer = new Pacer();
    pacer.restart(1000, 50);
    expect(pacer.dueMs(1010, 50)).toBe(60);
    expect(pacer.dueMs(1030, 60)).toBe(80);
  });

  it('catches up after a hiccup, but no further than its bound', () => {
    const pacer = new Pacer();
    pacer.restart(0, 0);
    expect(pacer.dueMs(40, 0)).toBe(40);
    expect(pacer.dueMs(5040, 40)).toBe(40 + CATCH_UP_MS_MAX);
    expect(pacer.dueMs(5050, 90)).toBe(100);
  });

  it('reports the speed of the last second honestly', () => {
    const pacer = new Pacer();
    pacer.restart(0, 0);
    expect(pacer.speedFactor).toBe(1);
    pacer.dueMs(1000, 400);
    expect(pacer.speedFactor).toBe(0.4);
    pacer.dueMs(2000, 1400);
    expect(pacer.speedFactor).toBe(1);
  });
});
