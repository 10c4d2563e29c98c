/**
 * Firmware into an AVR by its bootloader: find it, know the chip, write, read back and compare, start. Layer: device.
 * Nothing is written before the chip is known to be the right one, and nothing counts as done before every byte was read back.
 */
import { fail, ok, type Fault, type Result } from '../../base/result.ts';
import type { ByteStream, ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import type { HexSegment } from '../intel-hex.ts';
import { Avr109 } from './avr109.ts';
import { chipNamed, hexOf, pageBytesOf, signatureOf, type AvrChipId } from './avr-chips.ts';
import type { Bootloader, BootloaderFaultCode, BootloaderProtocol, OpenBootloader } from './bootloader.ts';
import type { FlashFaultCode } from './flash-faults.ts';
import { flashImage } from './flash-pages.ts';
import { FlashMeter, type FlashProgress } from './flash-progress.ts';
import { SerialTalk } from './serial-talk.ts';
import { openTouched, type PortWatch } from './port-touch.ts';
import { Stk500v1 } from './stk500v1.ts';
import { Stk500v2 } from './stk500v2.ts';

const PROTOCOLS: Readonly<Record<BootloaderProtocol, OpenBootloader>> = {
  stk500v1: (talk) => new Stk500v1(talk),
  stk500v2: (talk) => new Stk500v2(talk),
  avr109: (talk) => new Avr109(talk),
};

/** From the reset to the first hello: the chip's own start takes 65 ms. Later ones wait longer, for boards that are slower. */
const HELLO_AFTER_MS: readonly number[] = [100, 300, 500];
/** A line that loses bytes: begin anew so many times. */
const ATTEMPTS_MAX = 3;

/** One that boards of this kind may have. */
export interface AvrBootloader {
  readonly protocol: BootloaderProtocol;
  /** Of its port. */
  readonly baud: number;
  /** Where it begins: the image must end before. */
  readonly startByte: number;
}

export interface AvrFlashJob {
  readonly chip: AvrChipId;
  /** The likeliest first: boards of one name may have an old or a new one. Not empty. */
  readonly bootloaders: readonly AvrBootloader[];
  readonly image: readonly HexSegment[];
  /** Opening resets the board where the transport can. */
  readonly opener: ByteStreamOpener;
  /** For `avr109` only: the port under which a board turns up once it is in its bootloader. */
  readonly portWatch?: PortWatch;
  readonly clock: Clock;
  readonly onProgress?: (progress: FlashProgress) => void;
  /** Writes nothing. */
  readonly isOnlyCompared?: boolean;
  /** Looked at before each page. */
  readonly isCancelled?: () => boolean;
}

export interface FlashReport {
  readonly chip: string;
  readonly baud: number;
  /** Written and read back, whole pages. */
  readonly bytes: number;
  readonly attempts: number;
  /** From the first opening to the last byte compared. */
  readonly tookMs: number;
}

/** Errors: `FlashFaultCode`, but for those of drives, ESP chips and the firmware's answer. */
export async function flashAvr(job: AvrFlashJob): Promise<Result<FlashReport, FlashFaultCode>> {
  const pageBytes = pageBytesOf(job.chip);
  const bytesMax = Math.max(...job.bootloaders.map(({ startByte }) => startByte));
  const image = flashImage(job.image, { pageBytes, bytesMax });
  if (!image.ok) return image;
  const startMs = job.clock.nowMs();
  let last: Result<number, FlashFaultCode> = fail('flash.no-bootloader', { tries: 0 });
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    last = await flashOnce(job, image.value, attempt);
    if (last.ok) {
      const tookMs = job.clock.nowMs() - startMs;
      return ok({ chip: chipNamed(signatureOf(job.chip)), baud: last.value, bytes: image.value.length, attempts: attempt, tookMs });
    }
    if (!mayMend(last.fault) || (job.isOnlyCompared && last.fault.code === 'flash.verify-failed')) break;
  }
  return last;
}

function mayMend({ code }: Fault): boolean {
  return code === 'flash.no-answer' || code === 'flash.garbled' || code === 'flash.verify-failed';
}

interface Connected {
  readonly talk: SerialTalk;
  readonly bootloader: Bootloader;
  readonly found: AvrBootloader;
}

/** Gives the baud. */
async function flashOnce(job: AvrFlashJob, image: Uint8Array, attempt: number): Promise<Result<number, FlashFaultCode>> {
  const meter = new FlashMeter({
    ...{ clock: job.clock, totalBytes: image.length, baud: job.bootloaders[0]!.baud, attempt },
    report: (progress) => job.onProgress?.(progress),
  });
  meter.enter('connecting');
  const connected = await connect(job);
  if (!connected.ok) return connected;
  const { talk, bootloader, found } = connected.value;
  try {
    if (image.length > found.startByte) return fail('flash.image-too-big', { bytes: image.length, bytesMax: found.startByte });
    const done = await identifyWriteCompare(job, { bootloader, image, meter });
    return done.ok ? ok(found.baud) : done;
  } finally {
    await talk.close();
  }
}

async function connect(job: AvrFlashJob): Promise<Result<Connected, FlashFaultCode>> {
  const tries = HELLO_AFTER_MS.flatMap((helloAfterMs) => job.bootloaders.map((found) => ({ helloAfterMs, found })));
  for (const { helloAfterMs, found } of tries) {
    if (job.isCancelled?.()) return fail('flash.cancelled', { percent: 0 });
    const opened = await openPort(job, found);
    if (!opened.ok) return opened;
    const talk = new SerialTalk(opened.value, job.clock);
    await talk.rest(helloAfterMs);
    talk.discard();
    const bootloader = PROTOCOLS[found.protocol](talk);
    const met = await bootloader.sync();
    if (met.ok) return ok({ talk, bootloader, found });
    await talk.close();
    if (met.fault.code !== 'flash.no-answer' && met.fault.code !== 'flash.garbled') return beforeWriting(met);
  }
  return fail('flash.no-bootloader', { tries: tries.length });
}

/** Gives the port with the board just reset into its bootloader. */
async function openPort(job: AvrFlashJob, { protocol, baud }: AvrBootloader): Promise<Result<ByteStream, FlashFaultCode>> {
  if (protocol === 'avr109') return await openTouched({ ...job, baud });
  const opened = await job.opener.open({ baud });
  if (opened.ok) await opened.value.resetBoard();
  return opened;
}

interface Work {
  readonly bootloader: Bootloader;
  readonly image: Uint8Array;
  readonly meter: FlashMeter;
}

async function identifyWriteCompare(job: AvrFlashJob, work: Work): Promise<Result<void, FlashFaultCode>> {
  const chip = await identify(job.chip, work.bootloader);
  if (!chip.ok) return chip;
  if (!job.isOnlyCompared) {
    const written = await eachPage(job, work, 'writing', (address, page) => work.bootloader.writePage(address, page));
    if (!written.ok) return written;
  }
  const compared = await eachPage(job, work, 'reading-back', (address, page) => comparePage(work.bootloader, address, page));
  if (!compared.ok) return compared;
  work.meter.enter('starting');
  // Its answer matters no more: the bytes are there, and a reset starts them as well.
  await work.bootloader.leave();
  return ok(undefined);
}

/** A refusal must be sure: a signature that a bad line has changed does not come twice. */
async function identify(chip: AvrChipId, bootloader: Bootloader): Promise<Result<void, FlashFaultCode>> {
  const wanted = signatureOf(chip);
  const first = await bootloader.signature();
  if (!first.ok) return beforeWriting(first);
  const found = hexOf(first.value);
  if (found === wanted) return ok(undefined);
  const again = await bootloader.signature();
  if (!again.ok) return beforeWriting(again);
  if (hexOf(again.value) !== found) return fail('flash.garbled', { percent: 0 });
  return fail('flash.wrong-chip', { found: chipNamed(found), wanted: chipNamed(wanted) });
}

type PageFaultCode = BootloaderFaultCode | 'flash.verify-failed';

async function comparePage(bootloader: Bootloader, address: number, page: Uint8Array): Promise<Result<void, PageFaultCode>> {
  const read = await bootloader.readPage(address, page.length);
  if (!read.ok) return read;
  const at = page.findIndex((byte, index) => read.value[index] !== byte);
  return at < 0 ? ok(undefined) : fail('flash.verify-failed', { address: address + at });
}

async function eachPage(
  { chip, isCancelled }: AvrFlashJob,
  { image, meter }: Work,
  phase: 'writing' | 'reading-back',
  work: (address: number, page: Uint8Array) => Promise<Result<void, PageFaultCode>>,
): Promise<Result<void, FlashFaultCode>> {
  const pageBytes = pageBytesOf(chip);
  meter.enter(phase);
  for (let address = 0; address < image.length; address += pageBytes) {
    if (isCancelled?.()) return fail('flash.cancelled', { percent: meter.percent });
    const done = await work(address, image.subarray(address, address + pageBytes));
    if (!done.ok) return asFlashFault(done, meter.percent);
    meter.did(address + pageBytes);
  }
  return ok(undefined);
}

/** A stream that goes before anything was written is just that. */
function beforeWriting({ fault }: { readonly fault: Fault<BootloaderFaultCode> }): Result<never, FlashFaultCode> {
  const isTalk = fault.code === 'flash.no-answer' || fault.code === 'flash.garbled';
  return fail(fault.code, isTalk ? { percent: 0 } : fault.params, fault.cause);
}

/** With how far it had come; a stream that goes in mid-work is a flash that was interrupted. */
function asFlashFault({ fault }: { readonly fault: Fault<PageFaultCode> }, percent: number): Result<never, FlashFaultCode> {
  const { code, params, cause } = fault;
  if (code === 'flash.no-answer' || code === 'flash.garbled') return fail(code, { percent }, cause);
  if (code === 'flash.verify-failed') return fail(code, params, cause);
  return fail('flash.interrupted', { percent }, cause ?? code);
}
