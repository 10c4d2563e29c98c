/** After a flash: does the firmware answer? Layer: device. Protocol: Firmata 2.x, REPORT_VERSION and REPORT_FIRMWARE. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import { SerialTalk } from './serial-talk.ts';

/** Longest start: the bootloader's second, StandardFirmata's blinking of 2.5 s, and as much again. */
const ANSWER_MS_MAX = 8000;
const ASK_EVERY_MS = 1000;
const START_SYSEX = 0xf0;
const END_SYSEX = 0xf7;
const REPORT_FIRMWARE = 0x79;
/** Version, then the name in pairs of 7 bits. */
const NAME_BYTES_MAX = 256;
const MS_PER_S = 1000;

const MAY_COME_BACK: ReadonlySet<StreamFaultCode> = new Set(['device.not-found', 'device.open-failed', 'device.vanished']);

export interface FirmwareAnswer {
  readonly name: string;
  readonly version: string;
}

interface Firmware {
  readonly opener: ByteStreamOpener;
  readonly baud: number;
  readonly clock: Clock;
}

/** Opens the port anew, which resets a board whose reset hangs on it. Errors: `flash.firmware-silent` {timeoutS}, why the port would not open. */
export async function awaitFirmware(firmware: Firmware): Promise<Result<FirmwareAnswer, StreamFaultCode | 'flash.firmware-silent'>> {
  const { clock } = firmware;
  const opened = await openOnceThere(firmware);
  if (!opened.ok) return opened;
  const talk = new SerialTalk(opened.value, clock);
  try {
    for (let waitedMs = 0; waitedMs < ANSWER_MS_MAX; waitedMs += ASK_EVERY_MS) {
      const answer = await firmwareReport(talk);
      if (answer.ok) return answer;
      if (answer.fault.code !== 'flash.firmware-silent') return answer;
      // A bootloader that still listens leaves for the firmware when it hears this.
      talk.send(START_SYSEX, REPORT_FIRMWARE, END_SYSEX);
    }
    return fail('flash.firmware-silent', { timeoutS: ANSWER_MS_MAX / MS_PER_S });
  } finally {
    await talk.close();
  }
}

/** A board whose USB is the chip itself is gone while it restarts. */
async function openOnceThere({ opener, baud, clock }: Firmware): Promise<Result<ByteStream, StreamFaultCode>> {
  for (let waitedMs = 0; ; waitedMs += ASK_EVERY_MS) {
    const opened = await opener.open({ baud });
    if (opened.ok || !MAY_COME_BACK.has(opened.fault.code) || waitedMs >= ANSWER_MS_MAX) return opened;
    await new Promise<void>((resolve) => void clock.after(ASK_EVERY_MS, resolve));
  }
}

async function firmwareReport(talk: SerialTalk): Promise<Result<FirmwareAnswer, StreamFaultCode | 'flash.firmware-silent'>> {
  const begun = await talk.receiveUpTo([START_SYSEX, REPORT_FIRMWARE], ASK_EVERY_MS);
  const rest = begun.ok ? await talk.receiveUpTo([END_SYSEX], ASK_EVERY_MS) : begun;
  if (!rest.ok) return rest.fault.code === 'flash.no-answer' ? fail('flash.firmware-silent') : fail(rest.fault.code, rest.fault.params);
  const [major = 0, minor = 0, ...name] = rest.value.subarray(0, -1);
  if (name.length > NAME_BYTES_MAX) return fail('flash.firmware-silent');
  const bytes = Uint8Array.from({ length: name.length >> 1 }, (_, index) => name[2 * index]! | (name[2 * index + 1]! << 7));
  return ok({ name: new TextDecoder().decode(bytes), version: `${major}.${minor}` });
}
