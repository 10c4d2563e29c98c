/** What every bootloader can do, whichever protocol it speaks. Layer: device. One file a protocol beside this one. */
import type { Result } from '../../base/result.ts';
import type { AnswerFaultCode, SerialTalk } from './serial-talk.ts';

export type BootloaderFaultCode = AnswerFaultCode | 'flash.garbled';

export interface Bootloader {
  /** Says hello until somebody answers; a board that was just reset may be deaf for a while. */
  sync(): Promise<Result<void, BootloaderFaultCode>>;
  /** Three bytes. */
  signature(): Promise<Result<Uint8Array, BootloaderFaultCode>>;
  /** Pages are written one after another from 0 on. */
  writePage(address: number, bytes: Uint8Array): Promise<Result<void, BootloaderFaultCode>>;
  readPage(address: number, count: number): Promise<Result<Uint8Array, BootloaderFaultCode>>;
  /** Starts the firmware. */
  leave(): Promise<Result<void, BootloaderFaultCode>>;
}

export type BootloaderProtocol = 'stk500v1' | 'stk500v2' | 'avr109';

export type OpenBootloader = (talk: SerialTalk) => Bootloader;

/** For an answer to a short question: the board is quick, the USB of an old computer may not be. */
export const ANSWER_MS_MAX = 1000;
/** One hello: a bootloader that blinks its lamp first hears the hello when it has done so. */
export const HELLO_MS_MAX = 600;
export const HELLOS_MAX = 3;
