import { describe, expect, it } from 'vitest';
import { IDEAL_EFFECTS } from '../../core/robot/ideal-effects.ts';
import { DebugState } from './debug-state.svelte.ts';

describe('what a person lets the simulated car lack', () => {
  it('is nothing at first, and all as soon as the car is to be ideal', () => {
    const debug = new DebugState();
    expect(debug.without).toEqual([]);
    debug.isIdeal = true;
    expect(debug.without).toEqual(IDEAL_EFFECTS);
  });

  it('is there again after it was away for a run', () => {
    const debug = new DebugState();
    debug.without = ['motor-lag', 'sunlight'];
    debug.isIdeal = false;
    expect(debug.without).toEqual([]);
    debug.isIdeal = true;
    expect(debug.without).toEqual(['motor-lag', 'sunlight']);
  });

  it('is forgotten where the last of it was given back', () => {
    const debug = new DebugState();
    debug.without = ['motor-lag'];
    debug.without = [];
    debug.isIdeal = true;
    expect(debug.without).toEqual(IDEAL_EFFECTS);
  });
});
