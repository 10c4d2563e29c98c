/**
 * Firmware onto a board that shows itself as a drive. Layer: device.
 * Reading back: a bootloader that offers CURRENT.UF2 is read and compared. One that does not (RP2040) restarts into the firmware only when it
 * has got every block of the file, and that restart, the drive going away, is waited for.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import type { FlashReport } from './flash-avr.ts';
import type { FlashFaultCode } from './flash-faults.ts';
import type { FlashProgress } from './flash-progress.ts';
import { holdsSegments, parseUf2, type Uf2Image } from './uf2.ts';

/** A drive of a board in its bootloader, as the system has mounted it. */
export interface BoardDrive {
  /** Where it is. */
  readonly path: string;
  /** Its label, such as `RPI-RP2`. */
  readonly volume: string;
}

/** Drives of boards; the bridge asks the system, a page cannot. */
export interface BoardDrives {
  /** Those with an `INFO_UF2.TXT`. */
  list(): Promise<readonly BoardDrive[]>;
  /** Errors: `flash.drive-refused` {what}. A board that restarts while the file is being closed is no failure. */
  write(drive: BoardDrive, name: string, bytes: Uint8Array): Promise<Result<void, 'flash.drive-refused'>>;
  /** undefined where there is no such file. */
  read(drive: BoardDrive, name: string): Promise<Uint8Array | undefined>;
}

export interface DriveFlashJob {
  /** Its label; any board's where the profile's is not there and one alone is. */
  readonly volume: string;
  /** Of the chip. */
  readonly family: number;
  /** The whole UF2 file. */
  readonly file: Uint8Array;
  readonly drives: BoardDrives;
  /** Touched at 1200 baud to bring the drive up; absent where a button does it. */
  readonly touch?: ByteStreamOpener;
  readonly clock: Clock;
  readonly onProgress?: (progress: FlashProgress) => void;
  readonly isCancelled?: () => boolean;
}

const FILE_NAME = 'GUIJI.UF2';
const CURRENT = 'CURRENT.UF2';
const FAILED = 'FAIL.TXT';
const TOUCH_BAUD = 1200;
const APPEARS_MS_MAX = 20_000;
const LEAVES_MS_MAX = 15_000;
const LOOK_EVERY_MS = 250;

/** Errors: `firmware.bad-image`, `flash.wrong-chip` {found, wanted}, `flash.no-drive`, `flash.several-drives` {count}, `flash.drive-refused` {what}, `flash.verify-failed`. */
export async function flashDrive(job: DriveFlashJob): Promise<Result<FlashReport, FlashFaultCode>> {
  const { file, family, clock } = job;
  const startMs = clock.nowMs();
  const image = uf2For(file, family);
  if (!image.ok) return image;
  const tell = teller(job);
  tell('connecting', 0);
  const drive = await findDrive(job);
  if (!drive.ok) return drive;
  tell('writing', 0);
  const written = await job.drives.write(drive.value, FILE_NAME, file);
  if (!written.ok) return written;
  tell('reading-back', 50);
  const checked = await restartedOrCompared(job, drive.value, image.value.segments);
  if (!checked.ok) return checked;
  tell('starting', 100);
  const bytes = image.value.segments.reduce((sum, segment) => sum + segment.bytes.length, 0);
  return ok({ chip: familyNamed(family), baud: 0, bytes, attempts: 1, tookMs: clock.nowMs() - startMs });
}

/** A whole file, for this chip. Errors: `firmware.bad-image`, `flash.wrong-chip` {found, wanted}. */
export function uf2For(file: Uint8Array, family: number): Result<Uf2Image, 'firmware.bad-image' | 'flash.wrong-chip'> {
  const image = parseUf2(file);
  if (!image.ok || image.value.family === family) return image;
  return fail('flash.wrong-chip', { found: familyNamed(image.value.family), wanted: familyNamed(family) });
}

const familyNamed = (family: number | undefined): string => (family === undefined ? '?' : `0x${family.toString(16).padStart(8, '0')}`);

function teller({ file, onProgress }: DriveFlashJob): (phase: FlashProgress['phase'], percent: number) => void {
  return (phase, percent) =>
    onProgress?.({ phase, attempt: 1, percent, doneBytes: (file.length * percent) / 100, totalBytes: file.length });
}

async function findDrive(job: DriveFlashJob): Promise<Result<BoardDrive, FlashFaultCode>> {
  const { drives, touch, clock } = job;
  if ((await drives.list()).length === 0 && touch !== undefined) {
    const touched = await touch.open({ baud: TOUCH_BAUD });
    if (touched.ok) await touched.value.close();
  }
  const endMs = clock.nowMs() + APPEARS_MS_MAX;
  while (clock.nowMs() < endMs) {
    if (job.isCancelled?.()) return fail('flash.cancelled', { percent: 0 });
    const found = await drives.list();
    const named = found.filter(({ volume }) => volume === job.volume);
    const candidates = named.length > 0 ? named : found;
    if (candidates.length > 1) return fail('flash.several-drives', { count: candidates.length });
    if (candidates.length === 1) return ok(candidates[0]!);
    await rest(clock);
  }
  return fail('flash.no-drive');
}

async function restartedOrCompared(
  { drives, clock }: DriveFlashJob,
  drive: BoardDrive,
  segments: Parameters<typeof holdsSegments>[1],
): Promise<Result<void, FlashFaultCode>> {
  const endMs = clock.nowMs() + LEAVES_MS_MAX;
  while (clock.nowMs() < endMs) {
    if (!(await drives.list()).some(({ path }) => path === drive.path)) return ok(undefined);
    const said = await drives.read(drive, FAILED);
    if (said !== undefined) return fail('flash.drive-refused', { what: new TextDecoder().decode(said).trim().slice(0, 120) });
    const current = await drives.read(drive, CURRENT);
    const found = current === undefined ? undefined : parseUf2(current);
    if (found?.ok && holdsSegments(found.value.segments, segments)) return ok(undefined);
    await rest(clock);
  }
  return (await drives.read(drive, CURRENT)) === undefined
    ? fail('flash.drive-refused', { what: drive.volume })
    : fail('flash.verify-failed', { address: segments[0]?.address ?? 0 });
}

function rest(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.after(LOOK_EVERY_MS, resolve));
}
