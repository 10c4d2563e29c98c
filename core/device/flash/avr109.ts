/**
 * AVR109, as Caterina speaks it (Leonardo, Pro Micro). Layer: device. Spec: Atmel AVR109, "Self-programming", table of commands; block mode.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { ANSWER_MS_MAX, HELLO_MS_MAX, HELLOS_MAX, type Bootloader, type BootloaderFaultCode } from './bootloader.ts';
import type { SerialTalk } from './serial-talk.ts';

const DONE = 0x0d;
const letter = (name: string): number => name.charCodeAt(0);
const SOFTWARE_IDENTIFIER = letter('S');
const SIGNATURE = letter('s');
const ENTER_PROGRAMMING = letter('P');
const LEAVE_PROGRAMMING = letter('L');
const EXIT_BOOTLOADER = letter('E');
const SET_ADDRESS = letter('A');
const WRITE_BLOCK = letter('B');
const READ_BLOCK = letter('g');
const FLASH = letter('F');

const IDENTIFIER_BYTES = 7;
const SIGNATURE_BYTES = 3;

export class Avr109 implements Bootloader {
  readonly #talk: SerialTalk;

  constructor(talk: SerialTalk) {
    this.#talk = talk;
  }

  async sync(): Promise<Result<void, BootloaderFaultCode>> {
    for (let hello = 0; hello < HELLOS_MAX; hello++) {
      this.#talk.discard();
      this.#talk.send(SOFTWARE_IDENTIFIER);
      const answer = await this.#talk.receive(IDENTIFIER_BYTES, HELLO_MS_MAX);
      if (answer.ok) return answer.value.every(isPrintable) ? await this.#do(ENTER_PROGRAMMING) : fail('flash.garbled');
      if (answer.fault.code !== 'flash.no-answer') return answer;
    }
    return fail('flash.no-answer');
  }

  /** It comes with the last byte first. */
  async signature(): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    this.#talk.send(SIGNATURE);
    const answer = await this.#talk.receive(SIGNATURE_BYTES, ANSWER_MS_MAX);
    return answer.ok ? ok(answer.value.toReversed()) : answer;
  }

  async writePage(address: number, bytes: Uint8Array): Promise<Result<void, BootloaderFaultCode>> {
    const moved = await this.#moveTo(address);
    return moved.ok ? await this.#do(WRITE_BLOCK, bytes.length >> 8, bytes.length & 255, FLASH, ...bytes) : moved;
  }

  async readPage(address: number, count: number): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    const moved = await this.#moveTo(address);
    if (!moved.ok) return moved;
    this.#talk.send(READ_BLOCK, count >> 8, count & 255, FLASH);
    return await this.#talk.receive(count, ANSWER_MS_MAX);
  }

  async leave(): Promise<Result<void, BootloaderFaultCode>> {
    const left = await this.#do(LEAVE_PROGRAMMING);
    return left.ok ? await this.#do(EXIT_BOOTLOADER) : left;
  }

  /** In words, high byte first. */
  #moveTo(address: number): Promise<Result<void, BootloaderFaultCode>> {
    const word = address >> 1;
    return this.#do(SET_ADDRESS, word >> 8, word & 255);
  }

  async #do(...command: readonly number[]): Promise<Result<void, BootloaderFaultCode>> {
    this.#talk.send(...command);
    const answer = await this.#talk.receive(1, ANSWER_MS_MAX);
    if (!answer.ok) return answer;
    return answer.value[0] === DONE ? ok(undefined) : fail('flash.garbled');
  }
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}
