/** Every expected failure of putting firmware into a board. Layer: device. Sentences: core/words/flash-words.ts. */
import type { StreamFaultCode } from '../byte-stream.ts';
import type { IntelHexFaultCode } from '../intel-hex.ts';

/** What a bootloader's answer can be wrong by; another try from the beginning may mend it. */
export type TalkFaultCode =
  /** {percent}: the board fell silent. */
  | 'flash.no-answer'
  /** {percent}: it answered what no bootloader answers: bytes were lost or changed on the way. */
  | 'flash.garbled';

export type FlashFaultCode =
  | StreamFaultCode
  | IntelHexFaultCode
  | TalkFaultCode
  /** {board}: its profile does not say how it is flashed. */
  | 'flash.no-way'
  /** {tries}: nothing on the board speaks the bootloader's protocol. Nothing was changed. */
  | 'flash.no-bootloader'
  /** {found, wanted}: signatures or names of chips. Nothing was changed. */
  | 'flash.wrong-chip'
  /** {bytes, bytesMax}. Nothing was changed. */
  | 'flash.image-too-big'
  /** The image holds no byte. Nothing was changed. */
  | 'flash.image-empty'
  /** {percent}: the connection went while the board was written. */
  | 'flash.interrupted'
  /** {percent}: a person stopped it. */
  | 'flash.cancelled'
  /** {address}: what was read back is not what was written. */
  | 'flash.verify-failed'
  /** {timeoutS}: written and read back, and the firmware does not answer. */
  | 'flash.firmware-silent'
  /** {timeoutS}: after the touch at 1200 baud no bootloader's port appeared. */
  | 'flash.no-bootloader-port'
  /** No drive of a board in its bootloader. */
  | 'flash.no-drive'
  /** {count}: more than one; which is meant cannot be known. */
  | 'flash.several-drives'
  /** {what}: the drive refused the file, or the board said so itself. */
  | 'flash.drive-refused'
  /** {what}: what esptool-js reports. */
  | 'flash.esp-failed';
