/** A car on a serial port whose host goes, as in class: the motor pins of the emulated board rest within half a second of its own time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAMS } from '../bench/stop/programs.ts';
import { PtyRig } from '../bench/stop/pty-rig.ts';

const REST_MS_MAX = 500;

describe('a car on a serial port', () => {
  let rig: PtyRig;
  beforeAll(async () => {
    rig = await PtyRig.start();
  });
  afterAll(() => rig?.close());

  it('stops when the process that drives it is killed, and can be had by the next', async () => {
    expect(await rig.restAfterKill(PROGRAMS.drives)).toBeLessThanOrEqual(REST_MS_MAX);
    await rig.connect();
    expect(rig.session.status).toEqual({ state: 'ready' });
    expect(rig.isDriving).toBe(false);
  });

  it('stops when its cable is pulled, says so, and stands still after it is put back until a program runs', async () => {
    await rig.drive(PROGRAMS.drives);
    expect(await rig.restAfter(() => rig.unplug())).toBeLessThanOrEqual(REST_MS_MAX);
    await rig.until(() => rig.session.status.state === 'lost');
    await rig.plug();
    await rig.connect();
    expect(rig.session.status).toEqual({ state: 'ready' });
    expect(rig.isDriving).toBe(false);
    await rig.drive(PROGRAMS.drives);
    expect(await rig.restAfter(() => rig.session.stop())).toBeLessThanOrEqual(REST_MS_MAX);
  });
});
