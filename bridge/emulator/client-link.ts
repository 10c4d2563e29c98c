/** Joins a client that speaks over a Node stream (a socket, a pseudo-terminal's helper) with the emulated board. Layer: bridge/emulator. */
import type { Readable, Writable } from 'node:stream';
import type { Result } from '../../core/base/result.ts';
import type { StreamFaultCode } from '../../core/device/byte-stream.ts';
import type { VirtualCarDevice } from './virtual-car-device.ts';

/** A client that sends faster than the wire carries waits. */
const QUEUED_BYTES_HIGH = 32_768;
const LOOK_AGAIN_MS = 5;
/** Bytes that a client has not read; beyond it they are lost, as on a port that nobody reads. */
const UNREAD_BYTES_MAX = 1_048_576;

export interface Client {
  readonly input: Readable;
  readonly output: Writable;
}

export interface ClientLink {
  /** The client is gone; the board runs on. Idempotent. */
  close(): void;
}

/** Opens the board's port, which resets the board. Errors: `device.busy` while another client has it. */
export function linkClient(device: VirtualCarDevice, { input, output }: Client): Result<ClientLink, StreamFaultCode> {
  const opened = device.openWithoutSpeed();
  if (!opened.ok) return opened;
  const stream = opened.value;
  let again: NodeJS.Timeout | undefined;
  const unsubscribe = stream.events.subscribe((event) => {
    if (event.kind === 'data' && output.writableLength < UNREAD_BYTES_MAX) output.write(event.bytes);
  });
  const goOn = (): void => {
    if (stream.queuedBytes < QUEUED_BYTES_HIGH) input.resume();
    else again = setTimeout(goOn, LOOK_AGAIN_MS);
  };
  const take = (bytes: Buffer): void => {
    stream.write(new Uint8Array(bytes));
    if (stream.queuedBytes < QUEUED_BYTES_HIGH) return;
    input.pause();
    again = setTimeout(goOn, LOOK_AGAIN_MS);
  };
  input.on('data', take);
  // A client that goes away in mid-write is none of the board's business.
  output.on('error', () => {});
  return {
    ok: true,
    value: {
      close() {
        clearTimeout(again);
        unsubscribe();
        input.off('data', take);
        void stream.close();
      },
    },
  };
}
