/**
 * STK500 version 2, as the bootloader of the Mega 2560 speaks it. Layer: device.
 * Spec: Atmel AVR068, "STK500 Communication Protocol"; names of constants as there.
 *
 * | offset | size | what |
 * | --- | --- | --- |
 * | 0 | 1 | MESSAGE_START |
 * | 1 | 1 | sequence number: the answer carries the same |
 * | 2 | 2 | n, big-endian |
 * | 4 | 1 | TOKEN |
 * | 5 | n | body: the command, in an answer followed by a status |
 * | 5 + n | 1 | all bytes before it, XOR |
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { ANSWER_MS_MAX, HELLO_MS_MAX, HELLOS_MAX, type Bootloader, type BootloaderFaultCode } from './bootloader.ts';
import type { SerialTalk } from './serial-talk.ts';

const MESSAGE_START = 0x1b;
const TOKEN = 0x0e;
const CMD_SIGN_ON = 0x01;
const CMD_LOAD_ADDRESS = 0x06;
const CMD_ENTER_PROGMODE_ISP = 0x10;
const CMD_LEAVE_PROGMODE_ISP = 0x11;
const CMD_PROGRAM_FLASH_ISP = 0x13;
const CMD_READ_FLASH_ISP = 0x14;
const CMD_READ_SIGNATURE_ISP = 0x1b;
const STATUS_CMD_OK = 0x00;

const HEAD_BYTES = 5;
const BODY_BYTES_MAX = 285;
/** Of a chip with more than 64 kB: bit 31 of the address says that it is an extended one. */
const EXTENDED_ADDRESS = 0x80;
/** What comes between the number of bytes and the bytes says how a programmer waits for a chip; a bootloader knows itself. */
const PROGRAM_PARAMETERS = [0xc1, 0x0a, 0x40, 0x4c, 0x20, 0, 0] as const;
const READ_COMMAND = 0x20;
const READ_SIGNATURE_COMMAND = 0x30;
const SIGNATURE_BYTES = 3;

export class Stk500v2 implements Bootloader {
  readonly #talk: SerialTalk;
  #sequence = 1;
  /** Where the bootloader stands: it goes on by itself after each page. */
  #address: number | undefined;

  constructor(talk: SerialTalk) {
    this.#talk = talk;
  }

  async sync(): Promise<Result<void, BootloaderFaultCode>> {
    for (let hello = 0; hello < HELLOS_MAX; hello++) {
      this.#talk.discard();
      const answer = await this.#ask([CMD_SIGN_ON], HELLO_MS_MAX);
      if (answer.ok) return await this.#done([CMD_ENTER_PROGMODE_ISP, 200, 100, 25, 32, 0, 0x53, 3, 0xac, 0x53, 0, 0]);
      if (answer.fault.code !== 'flash.no-answer') return answer;
    }
    return fail('flash.no-answer');
  }

  async signature(): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    const signature = new Uint8Array(SIGNATURE_BYTES);
    for (let index = 0; index < SIGNATURE_BYTES; index++) {
      const answer = await this.#ask([CMD_READ_SIGNATURE_ISP, 4, READ_SIGNATURE_COMMAND, 0, index, 0]);
      if (!answer.ok) return answer;
      signature[index] = answer.value[0] ?? 0;
    }
    return ok(signature);
  }

  async writePage(address: number, bytes: Uint8Array): Promise<Result<void, BootloaderFaultCode>> {
    const moved = await this.#moveTo(address);
    if (!moved.ok) return moved;
    this.#address = undefined;
    const written = await this.#done([CMD_PROGRAM_FLASH_ISP, bytes.length >> 8, bytes.length & 255, ...PROGRAM_PARAMETERS, ...bytes]);
    if (written.ok) this.#address = address + bytes.length;
    return written;
  }

  async readPage(address: number, count: number): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    const moved = await this.#moveTo(address);
    if (!moved.ok) return moved;
    this.#address = undefined;
    const answer = await this.#ask([CMD_READ_FLASH_ISP, count >> 8, count & 255, READ_COMMAND]);
    if (!answer.ok) return answer;
    if (answer.value.length !== count + 1 || answer.value.at(-1) !== STATUS_CMD_OK) return fail('flash.garbled');
    this.#address = address + count;
    return ok(answer.value.subarray(0, count));
  }

  leave(): Promise<Result<void, BootloaderFaultCode>> {
    return this.#done([CMD_LEAVE_PROGMODE_ISP, 1, 1]);
  }

  async #moveTo(address: number): Promise<Result<void, BootloaderFaultCode>> {
    if (this.#address === address) return ok(undefined);
    const word = address >> 1;
    return await this.#done([CMD_LOAD_ADDRESS, EXTENDED_ADDRESS | (word >>> 24), (word >> 16) & 255, (word >> 8) & 255, word & 255]);
  }

  async #done(body: readonly number[]): Promise<Result<void, BootloaderFaultCode>> {
    const answer = await this.#ask(body);
    return answer.ok ? ok(undefined) : answer;
  }

  /** Gives what follows the status. */
  async #ask(body: readonly number[], timeoutMs = ANSWER_MS_MAX): Promise<Result<Uint8Array, BootloaderFaultCode>> {
    const sequence = this.#sequence;
    const head = [MESSAGE_START, sequence, body.length >> 8, body.length & 255, TOKEN];
    this.#talk.send(...head, ...body, checksumOf([...head, ...body]));
    const begun = await this.#talk.receiveUpTo([MESSAGE_START, sequence], timeoutMs);
    if (!begun.ok) return begun;
    const size = await this.#talk.receive(HEAD_BYTES - 2, timeoutMs);
    if (!size.ok) return size;
    const length = size.value[0]! * 256 + size.value[1]!;
    if (length < 2 || length > BODY_BYTES_MAX || size.value[2] !== TOKEN) return fail('flash.garbled');
    const rest = await this.#talk.receive(length + 1, timeoutMs);
    if (!rest.ok) return rest;
    const answer = rest.value.subarray(0, -1);
    const isWhole = checksumOf([MESSAGE_START, sequence, ...size.value, ...answer]) === rest.value.at(-1);
    if (!isWhole || answer[0] !== body[0] || answer[1] !== STATUS_CMD_OK) return fail('flash.garbled');
    this.#sequence = (sequence + 1) & 255;
    return ok(answer.subarray(2));
  }
}

function checksumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum ^ byte, 0);
}
