import { expect, it } from 'vitest';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok } from '../../core/base/result.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { Devices } from './devices.ts';

it('a virtual car stands on the track that the session names, and on the usual one where its document is not sound', async () => {
  const stoodOn: string[] = [];
  const failed = fail('device.emulator-failed', { what: 'test' });
  const devices = new Devices({
    onBug: (cause) => expect(cause).toBeUndefined(),
    list: () => Promise.resolve(ok([])),
    startCar: ({ track }) => {
      stoodOn.push(track.id);
      const clock = { nowMs: () => 0, after: () => () => {} };
      const opener = { open: () => Promise.resolve(fail('device.busy', { device: 'test' })) };
      const events = { telemetry: new Emitter<never>(), referee: new Emitter<never>() };
      return { ...events, opener, clock, ready: Promise.resolve(failed), place: () => {}, close: () => Promise.resolve() };
    },
  });
  const own = { ...shippedTrack('straight')!, id: 'our-yard' };
  for (const track of [own, { ...own, start: { xMm: -1, yMm: 0, headingDeg: 0 } }, undefined]) {
    const session = devices.openSession('virtual-car', { trackId: '~/our-yard', track });
    await expect.poll(() => session.status.state).toBe('lost');
    await session.close();
  }
  expect(stoodOn).toEqual(['our-yard', 'oval', 'oval']);
});
