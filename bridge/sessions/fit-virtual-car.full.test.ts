import { expect, it } from 'vitest';
import { ok } from '../../core/base/result.ts';
import { calibrationDrive } from '../../core/fit/calibration-drive.ts';
import { openFitRun } from '../../core/fit/fit-run.ts';
import type { ParameterId } from '../../core/fit/fit-types.ts';
import { fitted } from '../../core/fit/testing/hidden-cars.ts';
import { MemorySink } from '../../core/run/run-sink.ts';
import { CALIBRATION_FLOOR_ID } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { VIRTUAL_CAR_ID } from '../devices/device-list.ts';
import { EmulatedDevices, listen, requestOf } from './testing/emulated-devices.ts';

/** Twenty seconds of a chip's time. */
it('a car behind the real firmware is found within 5 %, with the delay of chip and wire', { timeout: 900_000 }, async () => {
  const kit = shippedProfile(DEFAULT_PROFILE_ID)!;
  const sink = new MemorySink();
  const rig = new EmulatedDevices({ openSink: () => ok(sink) });
  const session = rig.devices.openSession(VIRTUAL_CAR_ID, { trackId: CALIBRATION_FLOOR_ID });
  const events = listen(session);
  await rig.until(() => session.status.state !== 'connecting');
  await session.run(requestOf(calibrationDrive(kit), { trackId: CALIBRATION_FLOOR_ID }));
  await rig.until(() => events.some(({ kind }) => kind === 'ended'), 60_000);
  await rig.settle(rig.devices.close());

  const run = openFitRun('virtual car', sink.bytes());
  if (!run.ok) throw new Error(run.fault.code);
  const { parameters, runs } = fitted({ runs: [run.value] });
  const found = (id: ParameterId): number => parameters.find((each) => each.id === id)?.fitted?.value ?? NaN;
  const { motorLagMs, deadZonePercent, topSpeedMmPerS } = kit.dynamics;
  expect(Math.abs(found('motorLagMs') / motorLagMs - 1)).toBeLessThan(0.05);
  expect(Math.abs(found('deadZonePercent') / deadZonePercent - 1)).toBeLessThan(0.05);
  expect(Math.abs((found('leftTopMmPerS') + found('rightTopMmPerS')) / 2 / topSpeedMmPerS - 1)).toBeLessThan(0.05);
  // The sensors' own 3 ms, and what samples and messages add.
  expect(found('lineDelayMs')).toBeGreaterThan(kit.sensing.line.delayMs + 2);
  expect(found('lineDelayMs')).toBeLessThan(kit.sensing.line.delayMs + 20);
  expect(runs[0]!.pose!.endMm).toBeLessThan(10);
});
