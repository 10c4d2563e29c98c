/** From a board to a robot: firmware in, read back, and heard to answer. Layer: device. The same in the bridge and in a page with Web Serial. */
import { fail, ok, type Result } from '../../base/result.ts';
import { awaitFirmware, type FirmwareAnswer } from './firmware-answer.ts';
import { flashAvr, type AvrFlashJob, type FlashReport } from './flash-avr.ts';
import { flashDrive, type BoardDrives } from './flash-drive.ts';
import { flashEsp } from './flash-esp.ts';
import type { FlashFaultCode } from './flash-faults.ts';
import type { FlashTarget } from './flash-target.ts';
import type { ReadyImage } from './ready-image.ts';

export interface ReadyJob extends Omit<AvrFlashJob, 'chip' | 'bootloaders' | 'image'> {
  readonly image: ReadyImage;
  /** Of the firmware; absent for an image that nobody knows, which is then not asked. */
  readonly firmwareBaud?: number;
  /** For boards that are drives; a page has none. */
  readonly drives?: BoardDrives;
  /** Read back and equal; now the firmware is waited for. */
  readonly onFlashed?: () => void;
}

/** A drive that has become a board again is a port, some time later. */
const PORT_APPEARS_MS_MAX = 8000;

export interface ReadyReport extends FlashReport {
  readonly firmware?: FirmwareAnswer;
}

/** Errors: `FlashFaultCode`. */
export async function makeReady(target: FlashTarget, job: ReadyJob): Promise<Result<ReadyReport, FlashFaultCode>> {
  const flashed = await flash(target, job);
  if (!flashed.ok || job.firmwareBaud === undefined) return flashed;
  job.onFlashed?.();
  const appeared = target.kind === 'uf2' ? await job.portWatch?.appeared(PORT_APPEARS_MS_MAX) : undefined;
  const firmware = await awaitFirmware({ opener: appeared ?? job.opener, baud: job.firmwareBaud, clock: job.clock });
  return firmware.ok ? ok({ ...flashed.value, firmware: firmware.value }) : firmware;
}

async function flash(target: FlashTarget, job: ReadyJob): Promise<Result<FlashReport, FlashFaultCode>> {
  const { image, drives } = job;
  if (target.kind === 'avr' && image.kind === 'hex') {
    return await flashAvr({ ...job, chip: target.chip, bootloaders: target.bootloaders, image: image.segments });
  }
  if (target.kind === 'uf2' && image.kind === 'file' && drives !== undefined) {
    const { volume, touch1200 } = target.bootloader;
    return await flashDrive({
      ...job,
      drives,
      volume,
      family: target.family,
      file: image.bytes,
      ...(touch1200 ? { touch: job.opener } : {}),
    });
  }
  if (target.kind === 'esp' && image.kind === 'file') {
    const { baud, address } = target.bootloader;
    return await flashEsp({ ...job, chip: target.chip, baud, address, file: image.bytes });
  }
  return fail('flash.no-way', { board: target.kind });
}
