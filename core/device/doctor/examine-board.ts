/**
 * Asks an unknown board who it is: listens after its reset, asks, tries other speeds, then its bootloader. Layer: device.
 * Firmata: REPORT_VERSION (https://github.com/firmata/protocol). STK500: Atmel AVR061, Cmnd_STK_GET_SYNC.
 */
import type { ByteStream, ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import type { BoardAnswer } from './doctor-facts.ts';

export interface ExamineOptions {
  readonly opener: ByteStreamOpener;
  readonly clock: Clock;
  /** What the kit speaks at, the likeliest first. */
  readonly bauds: readonly [number, ...number[]];
  /** Of the bootloaders that the board may have. */
  readonly bootloaderBauds: readonly number[];
}

/** What a firmware of others may speak at. */
const FURTHER_BAUDS = [57_600, 115_200, 9600, 38_400, 250_000];

const REPORT_VERSION = 0xf9;
/** Why: a board tells its version by itself after a reset; the mapping of its analog pins only who hears a question. */
const ANALOG_MAPPING_QUERY = [0xf0, 0x69, 0xf7];
const ANALOG_MAPPING_RESPONSE = [0xf0, 0x6a];
const STK_GET_SYNC = [0x30, 0x20];
const STK_IN_SYNC = 0x14;

/** A bootloader waits up to 1.8 s before it starts the firmware. */
const BANNER_MS = 2500;
const REPLY_MS = 600;
/** StandardFirmata blinks its version for 2.5 s before it hears anything. */
const ASKED_TIMES = 6;
const HEARD_BYTES_MAX = 4096;
const BOOTLOADER_TIMES = 4;
const BOOTLOADER_MS = 150;

interface Version {
  readonly major: number;
  readonly minor: number;
}

/** What came in since the last `clear`. */
class Ear {
  readonly #heard: number[] = [];
  readonly #stream: ByteStream;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #onByte: () => void = () => {};

  constructor(stream: ByteStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    this.#unsubscribe = stream.events.subscribe((event) => {
      if (event.kind === 'data') this.#heard.push(...event.bytes.subarray(0, HEARD_BYTES_MAX - this.#heard.length));
      this.#onByte();
    });
  }

  get isEmpty(): boolean {
    return this.#heard.length === 0;
  }

  get hasMapping(): boolean {
    const [start, response] = ANALOG_MAPPING_RESPONSE;
    return this.#heard.some((byte, index) => byte === start && this.#heard[index + 1] === response);
  }

  version(): Version | undefined {
    const at = this.#heard.findIndex(
      (byte, index) => byte === REPORT_VERSION && this.#heard[index + 1]! < 0x80 && this.#heard[index + 2]! < 0x80,
    );
    return at === -1 ? undefined : { major: this.#heard[at + 1]!, minor: this.#heard[at + 2]! };
  }

  has(byte: number): boolean {
    return this.#heard.includes(byte);
  }

  /** Until it holds, the time is up or the stream has closed. */
  async until(holds: () => boolean, timeoutMs: number): Promise<boolean> {
    if (holds()) return true;
    return await new Promise<boolean>((resolve) => {
      const end = (): void => {
        cancel();
        this.#onByte = () => {};
        resolve(holds());
      };
      const cancel = this.#clock.after(timeoutMs, end);
      this.#onByte = () => {
        if (holds() || !this.#stream.isOpen) end();
      };
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#stream.close();
  }
}

type Heard =
  | { readonly kind: 'firmata'; readonly version: Version }
  | { readonly kind: 'deaf' }
  | { readonly kind: 'noise' }
  | { readonly kind: 'silent' }
  | Extract<BoardAnswer, { kind: 'not-opened' }>;

async function listen({ opener, clock }: ExamineOptions, baud: number): Promise<Heard> {
  const opened = await opener.open({ baud });
  if (!opened.ok) return { kind: 'not-opened', fault: opened.fault.code, what: String(opened.fault.params['what'] ?? opened.fault.code) };
  const stream = opened.value;
  const ear = new Ear(stream, clock);
  try {
    await stream.resetBoard();
    await ear.until(() => ear.version() !== undefined, BANNER_MS);
    for (let time = 0; time < ASKED_TIMES && !ear.hasMapping; time++) {
      stream.write(Uint8Array.from([REPORT_VERSION, ...ANALOG_MAPPING_QUERY]));
      await ear.until(() => ear.hasMapping, REPLY_MS);
    }
    const version = ear.version();
    if (version === undefined) return { kind: ear.isEmpty ? 'silent' : 'noise' };
    // Version 1 knows no mapping.
    return ear.hasMapping || version.major < 2 ? { kind: 'firmata', version } : { kind: 'deaf' };
  } finally {
    await ear.close();
  }
}

async function bootloaderAnswers({ opener, clock }: ExamineOptions, baud: number): Promise<boolean> {
  const opened = await opener.open({ baud });
  if (!opened.ok) return false;
  const ear = new Ear(opened.value, clock);
  try {
    await opened.value.resetBoard();
    for (let time = 0; time < BOOTLOADER_TIMES; time++) {
      opened.value.write(Uint8Array.from(STK_GET_SYNC));
      if (await ear.until(() => ear.has(STK_IN_SYNC), BOOTLOADER_MS)) return true;
    }
    return false;
  } finally {
    await ear.close();
  }
}

/** At most about 25 s by `clock`; nothing stays open. */
export async function examineBoard(options: ExamineOptions): Promise<BoardAnswer> {
  const { bauds, bootloaderBauds } = options;
  const wantedBaud = bauds[0];
  let sendsSomething = false;
  for (const baud of new Set([...bauds, ...FURTHER_BAUDS])) {
    const heard = await listen(options, baud);
    if (heard.kind === 'not-opened') return heard;
    if (heard.kind === 'firmata') return { kind: 'firmata', baud, wantedBaud, ...heard.version };
    if (heard.kind === 'deaf') return { kind: 'deaf', baud };
    if (heard.kind === 'noise') sendsSomething = true;
    // Nothing at one speed is nothing at all of them, unless it only speaks when it understands.
    else if (!sendsSomething && !bauds.includes(baud)) break;
  }
  if (sendsSomething) return { kind: 'other-firmware' };
  for (const baud of bootloaderBauds) if (await bootloaderAnswers(options, baud)) return { kind: 'blank', baud };
  return { kind: 'silent' };
}
