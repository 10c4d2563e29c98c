/**
 * The one way bytes reach a board: serial, TCP, Web Serial or in memory. Layer: device.
 * Adapters live in the bridge (serialport, net) and the page (Web Serial); the emulator is an in-memory one.
 */
import type { Events } from '../base/emitter.ts';
import type { Result } from '../base/result.ts';

export type StreamFaultCode =
  | 'device.vanished'
  | 'device.busy'
  | 'device.not-found'
  | 'device.no-permission'
  | 'device.open-failed'
  /** {device}: in a page, where the browser does not say why. */
  | 'device.port-refused';

export type StreamEvent =
  | { readonly kind: 'data'; readonly bytes: Uint8Array } // owned by the listener
  | { readonly kind: 'closed'; readonly fault?: StreamFault };

export interface StreamFault {
  readonly code: StreamFaultCode;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly cause?: unknown;
}

export interface ByteStream {
  readonly events: Events<StreamEvent>;
  readonly isOpen: boolean;
  /** Queues a copy; bytes go out in order. After `closed` it does nothing. */
  write(bytes: Uint8Array): void;
  /** Bytes queued here and not yet handed to the operating system. */
  readonly queuedBytes: number;
  /** Throws away what is queued and sends `bytes` next: this is how Stop overtakes. */
  writeFirst(bytes: Uint8Array): void;
  /** Resets the board where the transport can (DTR, emulated reset line); a no-op elsewhere. */
  resetBoard(): Promise<void>;
  /** The two modem lines by themselves, for boards that are brought into their bootloader by them (ESP); absent where there are none. */
  setLines?(lines: { readonly dtr?: boolean; readonly rts?: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** Opens a stream; may be called again after close. */
export interface ByteStreamOpener {
  open(options: { readonly baud: number }): Promise<Result<ByteStream, StreamFaultCode>>;
}
