/** From a board to a robot: firmware in, read back, and heard to answer. Layer: device. The same in the bridge and in a page with Web Serial. */
import { fail, ok, type Result } from '../../base/result.ts';
import { awaitFirmware, type FirmwareAnswer } from './firmware-answer.ts';
import { flashAvr, type AvrFlashJob, type FlashReport } from './flash-avr.ts';
import type { FlashFaultCode } from './flash-faults.ts';
import type { FlashTarget } from './flash-target.ts';

export interface ReadyJob extends Omit<AvrFlashJob, 'chip' | 'bootloaders'> {
  /** Of the firmware; absent for an image that nobody knows, which is then not asked. */
  readonly firmwareBaud?: number;
  /** Read back and equal; now the firmware is waited for. */
  readonly onFlashed?: () => void;
}

export interface ReadyReport extends FlashReport {
  readonly firmware?: FirmwareAnswer;
}

/** Errors: `FlashFaultCode`. */
export async function makeReady(target: FlashTarget, job: ReadyJob): Promise<Result<ReadyReport, FlashFaultCode>> {
  const flashed = await flash(target, job);
  if (!flashed.ok || job.firmwareBaud === undefined) return flashed;
  job.onFlashed?.();
  const firmware = await awaitFirmware({ opener: job.opener, baud: job.firmwareBaud, clock: job.clock });
  return firmware.ok ? ok({ ...flashed.value, firmware: firmware.value }) : firmware;
}

function flash(target: FlashTarget, job: ReadyJob): Promise<Result<FlashReport, FlashFaultCode>> {
  if (target.kind === 'avr') return flashAvr({ ...job, chip: target.chip, bootloaders: target.bootloaders });
  return Promise.resolve(fail('flash.no-way', { board: target.kind }));
}
