/**
 * STK500 version 1, as Optiboot and ATmegaBOOT speak it (Uno, Nano). Layer: device.
 * Spec: Atmel AVR061, "STK500 Communication Protocol"; names of constants as there.
 *
 * A page and the address before it go out in one go, so that each page costs one round trip. Why that is safe: neither bootloader does anything
 * slow between the two, and the receiver of the chip holds two bytes.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { ANSWER_MS_MAX, HELLO_MS_MAX, HELLOS_MAX, type Bootloader, type BootloaderFaultCode } from './bootloader.ts';
import type { SerialTalk } from './serial-talk.ts';

const STK_OK = 0x10;
const STK_INSYNC = 0x14;
const CRC_EOP = 0x20;
const STK_GET_SYNC = 0x30;
const STK_LOAD_ADDRESS = 0x55;
const STK_LEAVE_PROGMODE = 0x51;
const STK_PROG_PAGE = 0x64;
const STK_READ_PAGE = 0x74;
const STK_READ_SIGN = 0x75;
const MEMTYPE_FLASH = 0x46;

const SIGNATURE_BYTES = 3;
const LOADED = [STK_INSYNC, STK_OK] as const;

export class Stk500v1 implements Bootloader {
  readonly #talk: SerialTalk;

  constructor(talk: SerialTalk) {
    this.#talk = talk;
  }

  /**
   * Why one hello at a time: while Optiboot blinks, the chip keeps two bytes. A third would be half a hello, and Optiboot leaves for the
   * firmware when it hears half a one.
   */
  async sync(): Promise<Result<void, BootloaderFaultCode>> {
    for (let hello = 0; hello < HELLOS_MAX; hello++) {
      this.#talk.send(STK_GET_SYNC, CRC_EOP);
      const answer = await this.#talk.receiveUpTo([STK_INSYNC, STK_OK], HELLO_MS_MAX);
      if (answer.ok) return await this.#confirm();
      if (answer.fault.code !== 'flash.no-answer') return answer;
    }
    return fail('flash.no-answer');
  }

  async signature(): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    this.#talk.send(STK_READ_SIGN, CRC_EOP);
    return await this.#answer([], SIGNATURE_BYTES);
  }

  async writePage(address: number, bytes: Uint8Array): Promise<Result<void, BootloaderFaultCode>> {
    const message = [...loadAddress(address), STK_PROG_PAGE, bytes.length >> 8, bytes.length & 255, MEMTYPE_FLASH, ...bytes, CRC_EOP];
    this.#talk.send(...message);
    const answer = await this.#answer(LOADED, 0);
    return answer.ok ? ok(undefined) : answer;
  }

  async readPage(address: number, count: number): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    this.#talk.send(...loadAddress(address), STK_READ_PAGE, count >> 8, count & 255, MEMTYPE_FLASH, CRC_EOP);
    return await this.#answer(LOADED, count);
  }

  async leave(): Promise<Result<void, BootloaderFaultCode>> {
    this.#talk.send(STK_LEAVE_PROGMODE, CRC_EOP);
    const answer = await this.#answer([], 0);
    return answer.ok ? ok(undefined) : answer;
  }

  /** What was found first may have been a firmware's chatter; a bootloader answers once more, and with nothing else. */
  async #confirm(): Promise<Result<void, BootloaderFaultCode>> {
    this.#talk.discard();
    this.#talk.send(STK_GET_SYNC, CRC_EOP);
    const answer = await this.#answer([], 0);
    return answer.ok ? ok(undefined) : answer;
  }

  /** `before`, INSYNC, `count` bytes, OK. Gives the bytes. */
  async #answer(before: readonly number[], count: number): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    const head = before.length + 1;
    const answer = await this.#talk.receive(head + count + 1, ANSWER_MS_MAX);
    if (!answer.ok) return answer;
    const bytes = answer.value;
    const isRight = before.every((byte, index) => bytes[index] === byte) && bytes[head - 1] === STK_INSYNC && bytes.at(-1) === STK_OK;
    return isRight ? ok(bytes.subarray(head, -1)) : fail('flash.garbled');
  }
}

/** In words, low byte first. */
function loadAddress(address: number): readonly number[] {
  const word = address >> 1;
  return [STK_LOAD_ADDRESS, word & 255, word >> 8, CRC_EOP];
}
