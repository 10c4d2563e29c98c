/**
 * Self-programming: the SPM instruction, which avr8js 0.21 treats as a no-op. Layer: bridge/emulator.
 * Data sheet: Microchip DS40002061B (ATmega48A…328P), section 27 "Boot Loader Support", SPMCSR in 27.9.1.
 *
 * How: a write to SPMCSR arms SPM for the next four cycles. A clock event one cycle later stands just before the next instruction; if that is
 * SPM (0x95E8) it does the work there, if it is LPM it answers signature and fuses. The run loop pays nothing for it.
 */
import type { CPU } from 'avr8js';

const SPMCSR = 0x57;
const SPMEN = 1 << 0;
const PGERS = 1 << 1;
const PGWRT = 1 << 2;
const BLBSET = 1 << 3;
const RWWSRE = 1 << 4;
const SIGRD = 1 << 5;
const RWWSB = 1 << 6;
const COMMAND_BITS = SPMEN | PGERS | PGWRT | BLBSET | RWWSRE | SIGRD;

const OPCODE_SPM = 0x95e8;
const OPCODE_SPM_Z_PLUS = 0x95f8;
const OPCODE_LPM_R0 = 0x95c8;
const Z_REGISTER = 30;
/** The address bits beyond 64 kB; always 0 on smaller chips. */
const RAMPZ = 0x5b;

/** 3.7 … 4.5 ms in the data sheet, table 28-13; 4 ms here, in cycles at 16 MHz. */
const PAGE_CYCLES = 64_000;
/** Table 27-5: the signature row holds the three bytes of the signature at even addresses, and at 1 the oscillator's calibration. */
const OSCILLATOR_CALIBRATION_AT = 1;
const OSCILLATOR_CALIBRATION = 0x80;

export interface SelfProgrammingFlash {
  readonly bytes: Uint8Array;
  readonly pageBytes: number;
  /** From here on nothing is written: the bootloader's lock bits. */
  readonly bootStartByte: number;
  readonly signature: readonly [number, number, number];
  /** By the address of `LPM`: low, lock, extended, high. */
  readonly fuses: readonly [number, number, number, number];
}

export class SelfProgramming {
  readonly #cpu: CPU;
  readonly #flash: SelfProgrammingFlash;
  readonly #pageBuffer: Uint8Array;
  #busy = false;

  constructor(cpu: CPU, flash: SelfProgrammingFlash) {
    this.#cpu = cpu;
    this.#flash = flash;
    this.#pageBuffer = new Uint8Array(flash.pageBytes).fill(0xff);
    cpu.writeHooks[SPMCSR] = (value) => {
      if (this.#busy) return true;
      cpu.data[SPMCSR] = (cpu.data[SPMCSR]! & RWWSB) | (value & COMMAND_BITS);
      if (value & SPMEN) cpu.addClockEvent(() => this.#nextInstruction(value & COMMAND_BITS), 1);
      return true;
    };
  }

  #nextInstruction(command: number): void {
    const opcode = this.#cpu.progMem[this.#cpu.pc] ?? 0;
    if (opcode === OPCODE_SPM || opcode === OPCODE_SPM_Z_PLUS) return this.#storeProgramMemory(command);
    const loads = opcode === OPCODE_LPM_R0 || (opcode & 0xfe0e) === 0x9004;
    if (loads && command & (BLBSET | SIGRD)) this.#loadSpecial(opcode, command);
    this.#commandDone();
  }

  #storeProgramMemory(command: number): void {
    const { bytes, pageBytes, bootStartByte } = this.#flash;
    const z = (this.#cpu.dataView.getUint16(Z_REGISTER, true) | (this.#cpu.data[RAMPZ]! << 16)) & (bytes.length - 1);
    const page = z & ~(pageBytes - 1);
    switch (command) {
      case SPMEN: {
        const offset = z & (pageBytes - 1) & ~1;
        this.#pageBuffer[offset] = this.#cpu.data[0]!;
        this.#pageBuffer[offset + 1] = this.#cpu.data[1]!;
        return this.#commandDone();
      }
      case SPMEN | PGERS:
        if (page < bootStartByte) bytes.fill(0xff, page, page + pageBytes);
        return this.#pageWorkStarted();
      case SPMEN | PGWRT:
        // Flash bits go from 1 to 0 only: a page that was not erased keeps its zeros.
        if (page < bootStartByte) for (let i = 0; i < pageBytes; i++) bytes[page + i]! &= this.#pageBuffer[i]!;
        this.#pageBuffer.fill(0xff);
        return this.#pageWorkStarted();
      case SPMEN | RWWSRE:
        this.#pageBuffer.fill(0xff);
        this.#cpu.data[SPMCSR]! &= ~RWWSB;
        return this.#commandDone();
      default:
        return this.#commandDone();
    }
  }

  #pageWorkStarted(): void {
    this.#busy = true;
    this.#cpu.data[SPMCSR]! |= RWWSB;
    this.#cpu.addClockEvent(() => {
      this.#busy = false;
      this.#commandDone();
    }, PAGE_CYCLES);
  }

  #loadSpecial(opcode: number, command: number): void {
    const z = this.#cpu.dataView.getUint16(Z_REGISTER, true);
    const { signature, fuses } = this.#flash;
    const fromSignatureRow = z === OSCILLATOR_CALIBRATION_AT ? OSCILLATOR_CALIBRATION : signature[z / 2];
    const register = opcode === OPCODE_LPM_R0 ? 0 : (opcode >> 4) & 0x1f;
    this.#cpu.data[register] = (command & SIGRD ? fromSignatureRow : fuses[z]) ?? 0xff;
    this.#cpu.pc++;
    this.#cpu.cycles += 3;
  }

  #commandDone(): void {
    this.#cpu.data[SPMCSR]! &= ~COMMAND_BITS;
  }
}
