/**
 * The wire at USART0: bytes come in one after another at its speed, as they do on a real chip, and a program that does not fetch them in time
 * loses some. Layer: bridge/emulator. Data sheet: Microchip DS40002061B, section 20; the receiver's buffer in 20.7.3 … 20.7.4.
 *
 * Why not avr8js's AVRUSART alone: in 0.21 a write to UCSR0A or UCSR0B drops the pending receive flag, so full-duplex traffic loses bytes (and
 * with them the interrupt that would ask for the next); and its receiver holds one byte, where the chip's holds two and a third on its way.
 */
import type { AVRUSART, CPU, usart0Config } from 'avr8js';

const RXEN = 1 << 4;
const UDRE = 1 << 5;
const DOR = 1 << 3;

/** A receiver samples the middle of each bit; over about 4 % of difference the last bit of a frame is another one. */
const BAUD_MISMATCH_MAX = 0.04;
const BITS_PER_BYTE = 10;
/** Bytes that a receiver holds beside the one in its shift register. */
const FIFO_BYTES = 2;
/** More than any client sends before it waits for an answer; bytes beyond are lost, as on a wire without flow control. */
const WIRE_BYTES_MAX = 65_536;
/** Drop the read part of the queue once it is this long. */
const COMPACT_AFTER = 4096;

/** The private interrupt of AVRUSART that the receiver must raise. */
type ReceiveInterrupt = Parameters<CPU['setInterruptFlag']>[0];

export interface UsartLineOptions {
  readonly registers: typeof usart0Config;
  readonly freqHz: number;
  readonly onTransmit: (byte: number) => void;
}

export class UsartLine {
  readonly #cpu: CPU;
  readonly #usart: AVRUSART;
  readonly #options: UsartLineOptions;
  readonly #interrupt: ReceiveInterrupt;
  /**
   * Bits per second that the other end uses; undefined where the transport has no speed (a pseudo-terminal, TCP). Then each byte waits until the
   * program has fetched the one before: whoever is at the other end has a clock of its own, and must lose nothing because this computer is slow.
   */
  lineBaud: number | undefined;
  #wire: number[] = [];
  #head = 0;
  #isArriving = false;
  #fifo: number[] = [];
  /** Whole, and there was no room in the buffer. */
  #inShiftRegister: number | undefined;

  constructor(cpu: CPU, usart: AVRUSART, options: UsartLineOptions) {
    this.#cpu = cpu;
    this.#usart = usart;
    this.#options = options;
    this.#interrupt = (usart as unknown as { readonly RXC: ReceiveInterrupt }).RXC;
    usart.onByteTransmit = (byte) => options.onTransmit(this.#onTheLine(byte));
    cpu.readHooks[options.registers.UDR] = () => this.#fetch();
    this.#keepReceiveFlag();
  }

  /** Bytes on their way that the program has not got yet. */
  get backlog(): number {
    return this.#wire.length - this.#head + this.#fifo.length;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#wire.length - this.#head >= WIRE_BYTES_MAX) break;
      this.#wire.push(byte);
    }
    this.#nextStarts();
  }

  #nextStarts(): void {
    if (this.#isArriving || this.#head >= this.#wire.length) return;
    if (this.lineBaud === undefined && (this.#fifo.length > 0 || !this.#usart.rxEnable)) return;
    this.#isArriving = true;
    this.#cpu.addClockEvent(() => this.#arrived(), this.#byteCycles);
  }

  get #byteCycles(): number {
    const baud = this.lineBaud ?? this.#usart.baudRate;
    return Math.round((BITS_PER_BYTE * this.#options.freqHz) / baud);
  }

  #arrived(): void {
    this.#isArriving = false;
    const byte = this.#onTheLine(this.#wire[this.#head++]!);
    if (this.#head >= this.#wire.length || this.#head >= COMPACT_AFTER) {
      this.#wire = this.#wire.slice(this.#head);
      this.#head = 0;
    }
    // A receiver that is off hears nothing.
    if (this.#usart.rxEnable) this.#take(byte);
    this.#nextStarts();
  }

  #take(byte: number): void {
    if (this.#fifo.length < FIFO_BYTES) this.#fifo.push(byte);
    else {
      if (this.#inShiftRegister !== undefined) this.#cpu.data[this.#options.registers.UCSRA]! |= DOR;
      this.#inShiftRegister = byte;
    }
    this.#cpu.setInterruptFlag(this.#interrupt);
  }

  #fetch(): number {
    const byte = this.#fifo.shift() ?? 0;
    if (this.#inShiftRegister !== undefined) this.#fifo.push(this.#inShiftRegister);
    this.#inShiftRegister = undefined;
    this.#cpu.clearInterrupt(this.#interrupt);
    this.#cpu.data[this.#options.registers.UCSRA]! &= ~DOR;
    if (this.#fifo.length > 0) this.#cpu.setInterruptFlag(this.#interrupt);
    this.#nextStarts();
    return byte;
  }

  #keepReceiveFlag(): void {
    const { UCSRA, UCSRB } = this.#options.registers;
    for (const register of [UCSRA, UCSRB]) {
      const write = this.#cpu.writeHooks[register]!;
      this.#cpu.writeHooks[register] = (value, oldValue, address, mask) => {
        const kept = this.#cpu.data[UCSRA]! & (UDRE | DOR);
        const handled = write(value, oldValue, address, mask);
        if (register === UCSRA) this.#cpu.data[UCSRA]! |= kept;
        // Switching the receiver off empties its buffer.
        if (register === UCSRB && (value & RXEN) === 0) this.#empty();
        if (this.#fifo.length > 0) this.#cpu.setInterruptFlag(this.#interrupt);
        if (register === UCSRB) this.#nextStarts();
        return handled;
      };
    }
  }

  #empty(): void {
    this.#fifo = [];
    this.#inShiftRegister = undefined;
    this.#cpu.clearInterrupt(this.#interrupt);
  }

  /** With another speed at the other end a byte arrives as another byte: which one matters little, that it is wrong does. */
  #onTheLine(byte: number): number {
    if (this.lineBaud === undefined) return byte;
    const mismatch = Math.abs(this.lineBaud / this.#usart.baudRate - 1);
    return mismatch <= BAUD_MISMATCH_MAX ? byte : (byte * 37 + 90) & 0xff;
  }
}
