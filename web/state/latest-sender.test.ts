import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatestSender } from './latest-sender.ts';

let sent: number[];
let arrives: boolean;
let sender: LatestSender<{ readonly at: number }>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  arrives = true;
  sender = new LatestSender({
    everyMs: 500,
    send: async ({ at }) => {
      sent.push(at);
      return arrives;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the latest of a stream', () => {
  it('goes at once, then no oftener than the spacing, and always the newest', async () => {
    for (let at = 1; at <= 10; at++) sender.offer({ at });
    expect(sent).toEqual([1]);
    await pass(500);
    expect(sent).toEqual([1, 10]);
    await pass(5000);
    expect(sent).toEqual([1, 10]);
  });

  it('is not sent twice', async () => {
    sender.offer({ at: 1 });
    await pass(1000);
    sender.offer({ at: 1 });
    expect(sent).toEqual([1]);
  });

  it('is sent again to whoever has forgotten it', async () => {
    sender.offer({ at: 1 });
    await pass(1000);
    sender.again();
    expect(sent).toEqual([1, 1]);
  });

  it('that did not arrive is tried again', async () => {
    arrives = false;
    sender.offer({ at: 1 });
    await pass(499);
    expect(sent).toEqual([1]);
    arrives = true;
    await pass(1);
    expect(sent).toEqual([1, 1]);
    await pass(5000);
    expect(sent).toEqual([1, 1]);
  });
});
