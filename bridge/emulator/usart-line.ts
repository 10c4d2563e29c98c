/**
 * The wire at USART0: bytes come in at the speed the chip has set, and none is lost. Layer: bridge/emulator.
 * Data sheet: Microchip DS40002061B, section 20.
 *
 * Why not avr8js's AVRUSART alone: in 0.21 a write to UCSR0A or UCSR0B drops the pending receive flag, so full-duplex traffic loses bytes (and
 * with them the interrupt that would ask for the next); and `writeByte` overwrites a byte that the program has not read.
 */
import type { AVRUSART, CPU } from 'avr8js';

const UCSR0A = 0xc0;
const UCSR0B = 0xc1;
const UDR0 = 0xc6;
const UDRE0 = 1 << 5;

/** A receiver samples the middle of each bit; over about 4 % of difference the last bit of a frame is another one. */
const BAUD_MISMATCH_MAX = 0.04;
/** More than any client sends before it waits for an answer; bytes beyond are lost, as on a wire without flow control. */
const RECEIVE_QUEUE_MAX = 65_536;
/** Drop the read part of the queue once it is this long. */
const COMPACT_AFTER = 4096;

/** The private interrupt of AVRUSART that the patch must raise again. */
type ReceiveInterrupt = Parameters<CPU['setInterruptFlag']>[0];

export class UsartLine {
  readonly #cpu: CPU;
  readonly #usart: AVRUSART;
  /** Bits per second that the other end uses; undefined where the transport has no speed (a pseudo-terminal, TCP). */
  lineBaud: number | undefined;
  #queue: number[] = [];
  #head = 0;
  /** A byte is on its way in. */
  #arriving = false;
  /** A byte lies in UDR0 and the program has not read it. */
  #unread = false;

  constructor(cpu: CPU, usart: AVRUSART, onTransmit: (byte: number) => void) {
    this.#cpu = cpu;
    this.#usart = usart;
    usart.onByteTransmit = (byte) => onTransmit(this.#onTheLine(byte));
    usart.onRxComplete = () => {
      this.#arriving = false;
      this.#unread = true;
    };
    this.#hookDataRegister();
    this.#keepReceiveFlag();
  }

  /** Bytes on their way that the program has not got yet. */
  get backlog(): number {
    return this.#queue.length - this.#head;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.backlog >= RECEIVE_QUEUE_MAX) break;
      this.#queue.push(byte);
    }
    this.#sendNext();
  }

  #hookDataRegister(): void {
    const read = this.#cpu.readHooks[UDR0]!;
    this.#cpu.readHooks[UDR0] = (address) => {
      const value = read(address);
      this.#unread = false;
      this.#sendNext();
      return value;
    };
  }

  #keepReceiveFlag(): void {
    const receiveInterrupt = (this.#usart as unknown as { readonly RXC: ReceiveInterrupt }).RXC;
    for (const register of [UCSR0A, UCSR0B]) {
      const write = this.#cpu.writeHooks[register]!;
      this.#cpu.writeHooks[register] = (value, oldValue, address, mask) => {
        const empty = this.#cpu.data[UCSR0A]! & UDRE0;
        const handled = write(value, oldValue, address, mask);
        if (register === UCSR0A) this.#cpu.data[UCSR0A]! |= empty;
        if (this.#unread) this.#cpu.setInterruptFlag(receiveInterrupt);
        if (register === UCSR0B && this.#head < this.#queue.length) this.#cpu.addClockEvent(() => this.#sendNext(), 1);
        return handled;
      };
    }
  }

  #sendNext(): void {
    if (this.#arriving || this.#unread || this.#head >= this.#queue.length || !this.#usart.rxEnable) return;
    this.#arriving = true;
    this.#usart.writeByte(this.#onTheLine(this.#queue[this.#head++]!));
    if (this.#head < this.#queue.length && this.#head < COMPACT_AFTER) return;
    this.#queue = this.#queue.slice(this.#head);
    this.#head = 0;
  }

  /** With another speed at the other end a byte arrives as another byte: which one matters little, that it is wrong does. */
  #onTheLine(byte: number): number {
    if (this.lineBaud === undefined) return byte;
    const mismatch = Math.abs(this.lineBaud / this.#usart.baudRate - 1);
    return mismatch <= BAUD_MISMATCH_MAX ? byte : (byte * 37 + 90) & 0xff;
  }
}
