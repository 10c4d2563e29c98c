/**
 * Boards whose USB is the chip itself (Leonardo, Pro Micro): opening their port at 1200 baud and closing it restarts them into the bootloader,
 * which turns up as another port. Layer: device.
 */
import { fail, type Result } from '../../base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';

/** Ports that come and go; the bridge asks the system, a page its browser. */
export interface PortWatch {
  /** From now on; the next port that turns up after one has gone. undefined where none does in time. */
  appeared(timeoutMs: number): Promise<ByteStreamOpener | undefined>;
}

const TOUCH_BAUD = 1200;
/** Between opening and closing: the chip must have seen the speed. */
const TOUCH_MS = 100;
/** The bootloader stays 8 s; Windows takes a few of them to find a driver. */
const APPEARS_MS_MAX = 8000;
const MS_PER_S = 1000;

interface Touch {
  readonly opener: ByteStreamOpener;
  readonly portWatch?: PortWatch;
  readonly clock: Clock;
  readonly baud: number;
}

/** Errors: `flash.no-bootloader-port` {timeoutS}, why a port would not open. */
export async function openTouched({
  opener,
  portWatch,
  clock,
  baud,
}: Touch): Promise<Result<ByteStream, StreamFaultCode | 'flash.no-bootloader-port'>> {
  const appeared = portWatch?.appeared(APPEARS_MS_MAX);
  const touched = await opener.open({ baud: TOUCH_BAUD });
  if (!touched.ok) return touched;
  await new Promise<void>((resolve) => void clock.after(TOUCH_MS, resolve));
  await touched.value.close();
  const port = await appeared;
  return port === undefined ? fail('flash.no-bootloader-port', { timeoutS: APPEARS_MS_MAX / MS_PER_S }) : await port.open({ baud });
}
