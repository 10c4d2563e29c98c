/**
 * Firmware into an ESP chip by esptool-js, over any ByteStream. Layer: device.
 * Protocol: https://docs.espressif.com/projects/esptool/en/latest/esp32/advanced-topics/serial-protocol.html.
 * Reading back: the chip computes the MD5 of what stands in its flash, and it must be that of the image.
 */
import { md5 } from '@noble/hashes/legacy.js';
import type { ESPLoader } from 'esptool-js';
import { fail, ok, type Result } from '../../base/result.ts';
import type { ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import { EspPort } from './esp-port.ts';
import type { FlashReport } from './flash-avr.ts';
import type { FlashFaultCode } from './flash-faults.ts';
import type { FlashProgress } from './flash-progress.ts';

export interface EspFlashJob {
  /** As esptool names it. */
  readonly chip: string;
  readonly baud: number;
  /** Where the image goes in the flash. */
  readonly address: number;
  readonly file: Uint8Array;
  readonly opener: ByteStreamOpener;
  readonly clock: Clock;
  readonly onProgress?: (progress: FlashProgress) => void;
}

/** Of the chip's ROM. */
const ROM_BAUD = 115_200;
/** Each with another length of the reset. */
const CONNECTS_MAX = 2;
const WHAT_CHARACTERS_MAX = 120;

/** Errors: `flash.image-empty`, `flash.no-bootloader`, `flash.wrong-chip`, `flash.verify-failed`, `flash.interrupted`, `flash.esp-failed` {what}, of opening the port. */
export async function flashEsp(job: EspFlashJob): Promise<Result<FlashReport, FlashFaultCode>> {
  const { chip, file, clock } = job;
  if (file.length === 0) return fail('flash.image-empty');
  const startMs = clock.nowMs();
  const port = new EspPort(job.opener);
  const tell = teller(job);
  tell('connecting', 0);
  // Loaded when it is needed: it brings a program for each chip.
  const { ESPLoader, Transport } = await import('esptool-js');
  // It asks for the whole type of Web Serial, and uses what EspPort has; without its notes on the console.
  const transport = Object.assign(new Transport(port as never, false), { trace() {} });
  const terminal = { clean() {}, write() {}, writeLine() {} };
  const loader = new ESPLoader({ transport, baudrate: job.baud, romBaudrate: ROM_BAUD, terminal });
  try {
    const connected = await connect(loader, port);
    if (!connected.ok) return connected;
    if (loader.chip.CHIP_NAME !== chip) return fail('flash.wrong-chip', { found: loader.chip.CHIP_NAME, wanted: chip });
    await loader.runStub();
    if (job.baud !== ROM_BAUD) await loader.changeBaud();
    await write(loader, job, tell);
    tell('starting', 100);
    await loader.after('hard_reset', false);
    return ok({ chip, baud: job.baud, bytes: file.length, attempts: 1, tookMs: clock.nowMs() - startMs });
  } catch (cause) {
    return faultOf(cause, port, job);
  } finally {
    await port.end();
  }
}

async function connect(loader: ESPLoader, port: EspPort): Promise<Result<void, FlashFaultCode>> {
  try {
    await loader.connect('default_reset', CONNECTS_MAX);
    return ok(undefined);
  } catch (cause) {
    if (port.fault !== undefined) return fail(port.fault.code, port.fault.params, cause);
    return fail('flash.no-bootloader', { tries: CONNECTS_MAX }, cause);
  }
}

async function write(loader: ESPLoader, { file, address }: EspFlashJob, tell: Tell): Promise<void> {
  await loader.writeFlash({
    fileArray: [{ data: file, address }],
    ...{ flashMode: 'keep', flashFreq: 'keep', flashSize: 'keep', eraseAll: false, compress: true },
    reportProgress: (_file, written, total) => tell(written < total ? 'writing' : 'reading-back', (95 * written) / total),
    calculateMD5Hash: (image) => Array.from(md5(image), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  });
}

type Tell = (phase: FlashProgress['phase'], percent: number) => void;

function teller({ file, clock, onProgress }: EspFlashJob): Tell {
  const startMs = clock.nowMs();
  return (phase, exact) => {
    const percent = Math.floor(exact);
    const leftMs = percent > 0 ? Math.round(((clock.nowMs() - startMs) * (100 - percent)) / percent) : undefined;
    const bytes = { doneBytes: Math.floor((file.length * percent) / 100), totalBytes: file.length };
    onProgress?.({ phase, attempt: 1, percent, ...bytes, ...(leftMs === undefined ? {} : { leftMs }) });
  };
}

function faultOf(cause: unknown, port: EspPort, { address }: EspFlashJob): Result<never, FlashFaultCode> {
  const what = (cause instanceof Error ? cause.message : String(cause)).slice(0, WHAT_CHARACTERS_MAX);
  if (port.fault !== undefined) return fail('flash.interrupted', { percent: 0 }, cause);
  if (/MD5/.test(what)) return fail('flash.verify-failed', { address }, cause);
  return fail('flash.esp-failed', { what }, cause);
}
