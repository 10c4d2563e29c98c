/** A board of the virtual car: an emulated chip, or a stand-in for one that is not emulated. Layer: bridge/emulator. */
import type { WiredBoard } from './wiring/wired-part.ts';

export interface EmulatedBoard extends WiredBoard {
  /** Empty where no chip is emulated. */
  readonly flash: Uint8Array;
  readonly eeprom: Uint8Array;
  /** A byte that the program sent. */
  onTransmit: (byte: number) => void;
  /** Bits per second at the other end of the wire; undefined where the transport has no speed. */
  set lineBaud(baud: number | undefined);
  /** Bytes on the wire that the program has not got yet. */
  readonly receiveBacklog: number;
  receive(bytes: Uint8Array): void;
  /** Runs until `cycles` has reached `cycle`. */
  runTo(cycle: number): void;
  /** As by the wire that DTR hangs on, where the board has one. */
  resetByLine(): void;
}
