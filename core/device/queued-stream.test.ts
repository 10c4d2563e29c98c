import { describe, expect, it } from 'vitest';
import type { StreamEvent } from './byte-stream.ts';
import { QUEUED_BYTES_MAX } from './outgoing-queue.ts';
import type { CancelTimer, Clock } from './clock.ts';
import { QueuedStream, type Transport } from './queued-stream.ts';

/** 1 byte a millisecond. */
const BAUD = 10_000;

class HandClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  pass(ms: number): void {
    for (const end = this.#nowMs + ms; this.#nowMs < end;) {
      this.#nowMs++;
      for (const timer of this.#timers) {
        if (timer.atMs > this.#nowMs || !this.#timers.delete(timer)) continue;
        timer.callback();
      }
    }
  }
}

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

interface Opened {
  readonly transport: SlowTransport;
  readonly stream: QueuedStream;
  readonly events: StreamEvent[];
  readonly clock: HandClock;
}

function opened(): Opened {
  const transport = new SlowTransport();
  const clock = new HandClock();
  const stream = new QueuedStream(transport, { clock, baud: BAUD });
  const events: StreamEvent[] = [];
  stream.events.subscribe((event) => events.push(event));
  return { transport, stream, events, clock };
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a queued stream', () => {
  it('gives the operating system no more than the wire carries in 4 ms', () => {
    const { transport, stream, clock } = opened();
    stream.write(bytes(1, 2, 3, 4, 5, 6));
    expect(transport.handed).toEqual([[1, 2, 3, 4]]);
    expect(stream.queuedBytes).toBe(2);
    transport.sent();
    expect(transport.handed).toHaveLength(1);
    clock.pass(1);
    transport.sent();
    clock.pass(1);
    expect(transport.handed).toEqual([[1, 2, 3, 4], [5], [6]]);
  });

  it('gives nothing more to an operating system that has not taken what it got', () => {
    const { transport, stream, clock } = opened();
    stream.write(bytes(1, 2, 3, 4, 5));
    clock.pass(100);
    expect(transport.handed).toHaveLength(1);
  });

  it('lets Stop overtake everything that waits', () => {
    const { transport, stream, clock } = opened();
    stream.write(bytes(1, 2, 3, 4, 5, 6, 7, 8));
    transport.sent();
    stream.writeFirst(bytes(99));
    clock.pass(1);
    expect(transport.handed).toEqual([[1, 2, 3, 4], [99]]);
  });

  it('closes after the last bytes, which are what stops the motors', async () => {
    const { transport, stream, events, clock } = opened();
    stream.write(bytes(1, 2, 3, 4, 5));
    const closing = stream.close();
    transport.sent();
    clock.pass(1);
    transport.sent();
    clock.pass(3);
    await Promise.resolve();
    expect(transport.closed).toBe(0);
    clock.pass(1);
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

  it('is closed within half a second where the wire takes nothing', async () => {
    const { transport, stream, clock } = opened();
    stream.write(bytes(1, 2, 3, 4, 5));
    const closing = stream.close();
    clock.pass(500);
    await closing;
    expect(transport.closed).toBe(1);
  });

  it('gives up a wire that takes nothing before the queue grows without end', () => {
    const { stream, events } = opened();
    for (let i = 0; i < 3; i++) stream.write(new Uint8Array(QUEUED_BYTES_MAX / 2));
    expect(stream.isOpen).toBe(false);
    expect(events).toMatchObject([{ kind: 'closed', fault: { code: 'device.vanished' } }]);
  });
});
