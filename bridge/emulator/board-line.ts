/** The wire between a client and the emulated board: what waits at the computer's side, and what is on its way. Layer: bridge/emulator. */
import { bytesInMs, OutgoingQueue } from '../../core/device/outgoing-queue.ts';
import type { EmulatedBoard } from './emulated-board.ts';

/** As much as the driver of a real port would hold. */
const WINDOW_MS = 4;
/** For transports without a speed: that of Optiboot, the fastest program on the board. */
const BAUD_WITHOUT_SPEED = 115_200;
const RECEIVED_BYTES_MAX = 65_536;

export class BoardLine {
  readonly #chip: EmulatedBoard;
  readonly #toBoard = new OutgoingQueue();
  #windowBytes = bytesInMs(BAUD_WITHOUT_SPEED, WINDOW_MS);
  #fromBoard: number[] = [];
  #isOpen = false;

  constructor(chip: EmulatedBoard) {
    this.#chip = chip;
    // A board whose port nobody has open talks to nobody.
    chip.onTransmit = (byte) => {
      if (this.#isOpen && this.#fromBoard.length < RECEIVED_BYTES_MAX) this.#fromBoard.push(byte);
    };
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** As on a real Uno, DTR resets the board. @param baud undefined where the transport has no speed */
  open(baud: number | undefined): void {
    this.openWithoutReset(baud);
    this.resetBoard();
  }

  /** As on a board whose reset hangs on no modem line (by radio, behind a serial server). */
  openWithoutReset(baud: number | undefined): void {
    this.#isOpen = true;
    this.#windowBytes = bytesInMs(baud ?? BAUD_WITHOUT_SPEED, WINDOW_MS);
    this.#chip.lineBaud = baud;
  }

  /** What is queued still goes out, as it does when a real port is closed: the last of it is what switches the motors off. */
  close(): void {
    this.#isOpen = false;
    this.#fromBoard = [];
  }

  resetBoard(): void {
    this.#toBoard.clear();
    this.#fromBoard = [];
    this.#chip.resetByLine();
  }

  write(bytes: Uint8Array): void {
    if (this.#isOpen) this.#toBoard.push(bytes);
    this.pump();
  }

  writeFirst(bytes: Uint8Array): void {
    if (this.#isOpen) this.#toBoard.replace(bytes);
    this.pump();
  }

  get queuedBytes(): number {
    return this.#toBoard.length;
  }

  /** Before the chip runs on: puts the next bytes on the wire. */
  pump(): void {
    const room = this.#windowBytes - this.#chip.receiveBacklog;
    if (room > 0 && this.#toBoard.length > 0) this.#chip.receive(this.#toBoard.take(room));
  }

  /** What the board has sent since the last call. */
  takeFromBoard(): Uint8Array {
    const bytes = Uint8Array.from(this.#fromBoard);
    this.#fromBoard = [];
    return bytes;
  }
}
