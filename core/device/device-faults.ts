/** Every expected failure of a device. Layer: device. Sentences: core/words/device-words.ts. */
import type { StreamFaultCode } from './byte-stream.ts';

export type DeviceFaultCode =
  | StreamFaultCode
  /** {timeoutS}: bytes went out and nothing that speaks Firmata answered. */
  | 'device.no-firmata'
  /** {name, version, wanted}: it speaks another major version of the protocol. */
  | 'device.wrong-firmware'
  /** {pin, mode}: the board lacks a pin, or a mode of one, that the profile needs. */
  | 'device.wrong-board'
  /** The board started anew in mid-session: a brown-out, a loose wire or its reset button. */
  | 'device.board-reset'
  /** {part}: only our own firmware can drive it, and the board runs another. */
  | 'device.needs-own-firmware'
  /** The car's stop button was pressed. */
  | 'device.stop-pressed'
  /** The board heard nothing from its host for 300 ms while its motors ran. */
  | 'device.host-silent';
