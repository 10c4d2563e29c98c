import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../core/device/byte-stream.ts';
import { QUEUED_BYTES_MAX } from '../../core/device/outgoing-queue.ts';
import { QueuedStream, type Transport } from './queued-stream.ts';

class SlowTransport implements Transport {
  readonly handed: number[][] = [];
  closed = 0;
  #done: (() => void) | undefined;

  handOver(bytes: Uint8Array, done: () => void): void {
    this.handed.push([...bytes]);
    this.#done = done;
  }

  /** The operating system has sent what it had. */
  sent(): void {
    const done = this.#done;
    this.#done = undefined;
    done?.();
  }

  resetBoard(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed++;
    return Promise.resolve();
  }
}

function opened(): { transport: SlowTransport; stream: QueuedStream; events: StreamEvent[] } {
  const transport = new SlowTransport();
  const stream = new QueuedStream(transport, 4);
  const events: StreamEvent[] = [];
  stream.events.subscribe((event) => events.push(event));
  return { transport, stream, events };
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a queued stream', () => {
  it('gives the operating system no more than its window at a time', () => {
    const { transport, stream } = opened();
    stream.write(bytes(1, 2, 3, 4, 5, 6));
    expect(transport.handed).toEqual([[1, 2, 3, 4]]);
    expect(stream.queuedBytes).toBe(2);
    transport.sent();
    expect(transport.handed).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  it('lets Stop overtake everything that waits', () => {
    const { transport, stream } = opened();
    stream.write(bytes(1, 2, 3, 4, 5, 6, 7, 8));
    stream.writeFirst(bytes(99));
    transport.sent();
    expect(transport.handed).toEqual([[1, 2, 3, 4], [99]]);
  });

  it('closes after the last bytes, which are what stops the motors', async () => {
    const { transport, stream, events } = opened();
    stream.write(bytes(1, 2, 3, 4, 5));
    const closing = stream.close();
    expect(transport.closed).toBe(0);
    transport.sent();
    transport.sent();
    await closing;
    expect(transport.handed.flat()).toEqual([1, 2, 3, 4, 5]);
    expect(transport.closed).toBe(1);
    expect(events).toEqual([{ kind: 'closed' }]);
    stream.write(bytes(6));
    expect(transport.handed.flat()).toHaveLength(5);
  });

  it('tells once that the other end is gone, also in the middle of closing', async () => {
    const { stream, events } = opened();
    stream.write(bytes(1, 2, 3, 4, 5));
    const closing = stream.close();
    stream.ended({ code: 'device.vanished', params: {} });
    stream.ended({ code: 'device.vanished', params: {} });
    await closing;
    expect(events).toEqual([{ kind: 'closed', fault: { code: 'device.vanished', params: {} } }]);
  });

  it('gives up a wire that takes nothing before the queue grows without end', () => {
    const { stream, events } = opened();
    for (let i = 0; i < 3; i++) stream.write(new Uint8Array(QUEUED_BYTES_MAX / 2));
    expect(stream.isOpen).toBe(false);
    expect(events).toMatchObject([{ kind: 'closed', fault: { code: 'device.vanished' } }]);
  });
});
