import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CameraRig, CAMERAS, type CameraView } from './camera-rig.ts';

const FLOOR = { widthMm: 2400, heightMm: 1600 };
const START = { xMm: 600, yMm: 400, headingDeg: 90 };

function rigOf(name: (typeof CAMERAS)[number], aspect = 1.5): CameraRig {
  const rig = new CameraRig();
  rig.arrange(FLOOR, aspect, 60);
  rig.choose(name);
  return rig;
}

/** Where a point of the floor is seen: −1 … 1 from edge to edge. */
function seen(view: CameraView, aspect: number, xMm: number, yMm: number): readonly [number, number] {
  const [heading, pitch] = [(view.headingDeg * Math.PI) / 180, (view.pitchDeg * Math.PI) / 180];
  const [dx, dy] = [xMm - view.xMm, yMm - view.yMm];
  const aside = dx * Math.cos(heading) - dy * Math.sin(heading);
  const along = dx * Math.sin(heading) + dy * Math.cos(heading);
  const deep = along * Math.cos(pitch) + view.heightMm * Math.sin(pitch);
  const up = along * Math.sin(pitch) - view.heightMm * Math.cos(pitch);
  const tan = Math.tan((view.fovDeg * Math.PI) / 360);
  return [aside / deep / tan / aspect, up / deep / tan];
}

describe('the cameras', () => {
  it.each(['around', 'top'] as const)('show the whole floor from %s, whatever its shape and the window’s', (name) => {
    const side = fc.integer({ min: 300, max: 10_000 });
    fc.assert(
      fc.property(side, side, fc.double({ min: 0.4, max: 3, noNaN: true }), (widthMm, heightMm, aspect) => {
        const rig = rigOf(name);
        rig.arrange({ widthMm, heightMm }, aspect, 60);
        const view = rig.view(START, 0, 16, false);
        for (const [x, y] of [
          [0, 0],
          [widthMm, 0],
          [0, heightMm],
          [widthMm, heightMm],
        ] as const) {
          for (const share of seen(view, aspect, x, y)) expect(Math.abs(share)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60, verbose: true },
    );
  });

  it('follow the car from behind, and turn after it', () => {
    const rig = rigOf('chase');
    const behind = rig.view(START, 0, 16, false);
    expect(behind.xMm).toBeLessThan(START.xMm);
    expect(behind.yMm).toBeCloseTo(START.yMm, 6);
    let turned = behind;
    for (let frame = 0; frame < 200; frame++) turned = rig.view({ ...START, headingDeg: 180 }, 0, 16, false);
    expect(turned.headingDeg).toBeCloseTo(180, 0);
    expect(turned.yMm).toBeGreaterThan(START.yMm);
  });

  it('do not swing where movement is unwelcome', () => {
    const rig = rigOf('chase');
    rig.view(START, 0, 16, true);
    expect(rig.view({ ...START, headingDeg: 200 }, 0, 5000, true).headingDeg).toBe(90);
  });

  it('sit in the car and look ahead', () => {
    const view = rigOf('driver').view(START, 0, 16, false);
    expect(view.xMm).toBeCloseTo(START.xMm + 60, 6);
    expect(view.headingDeg).toBe(90);
  });

  it('are moved by hands, and go back to where they were', () => {
    for (const name of CAMERAS) {
      const rig = rigOf(name);
      const before = rig.view(START, 0, 16, false);
      rig.drag(40, 25, 500);
      rig.zoom(0.5);
      expect(rig.view(START, 0, 16, false), name).not.toEqual(before);
      rig.reset();
      expect(rig.view(START, 0, 16, false), name).toEqual(before);
    }
  });

  it('never look from under the floor, however far they are drawn', () => {
    for (const name of CAMERAS) {
      const rig = rigOf(name);
      for (let pull = 0; pull < 50; pull++) rig.drag(300, pull % 2 === 0 ? 900 : -900, 500);
      for (let pinch = 0; pinch < 50; pinch++) rig.zoom(0.5);
      expect(rig.view(START, 0, 16, false).heightMm, name).toBeGreaterThan(10);
    }
  });
});
