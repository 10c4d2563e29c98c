import { describe, expect, it } from 'vitest';
import type { VisionReply, VisionRequest } from './vision-rpc.ts';
import { VisionClient, type VisionWorker } from './vision-client.ts';

type OnMessage = (event: { readonly data: VisionReply }) => void;
type OnError = (event: { readonly message?: string }) => void;

class FakeWorker implements VisionWorker {
  readonly sent: VisionRequest[] = [];
  isTerminated = false;
  #onMessage: OnMessage = () => {};
  #onError: OnError = () => {};

  postMessage(message: VisionRequest): void {
    this.sent.push(message);
  }

  addEventListener(type: 'message' | 'error', listener: unknown): void {
    if (type === 'message') this.#onMessage = listener as OnMessage;
    else this.#onError = listener as OnError;
  }

  terminate(): void {
    this.isTerminated = true;
  }

  reply(data: VisionReply): void {
    this.#onMessage({ data });
  }

  fail(message: string): void {
    this.#onError({ message });
  }
}

function startClient(): { readonly client: VisionClient; readonly workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const client = new VisionClient(() => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  });
  return { client, workers };
}

const training = { features: { rows: 0, columns: 0, values: new Float32Array(0) }, classOf: [], labels: [], seed: 1 };

describe('the vision worker’s client', () => {
  it('starts no worker before it is asked', () => {
    expect(startClient().workers).toHaveLength(0);
  });

  it('gives each answer to whoever asked, in any order, and progress before it', async () => {
    const { client, workers } = startClient();
    const reports: number[] = [];
    const trained = client.train(training, (done) => reports.push(done));
    const prepared = client.prepare();
    const [worker] = workers;
    const [first, second] = worker!.sent;
    worker!.reply({ type: 'answer', id: second!.id, value: { ok: true, value: true } });
    worker!.reply({ type: 'progress', id: first!.id, done: 0.5 });
    worker!.reply({ type: 'answer', id: first!.id, value: { ok: true, value: 'net' } });
    expect(await prepared).toEqual({ ok: true, value: true });
    expect(await trained).toEqual({ ok: true, value: 'net' });
    expect(reports).toEqual([0.5]);
  });

  it.each([
    ['dies', (worker: FakeWorker) => worker.fail('out of memory')],
    ['says that it has crashed', (worker: FakeWorker) => worker.reply({ type: 'crashed', params: { what: 'out of memory' } })],
  ])('answers everything with its code when the worker %s, and the next question starts another', async (_how, crash) => {
    const { client, workers } = startClient();
    const asked = [client.prepare(), client.prepare()];
    crash(workers[0]!);
    for (const answer of asked) expect(await answer).toMatchObject({ ok: false, fault: { code: 'ai.vision-crashed' } });
    expect(workers[0]!.isTerminated).toBe(true);
    const again = client.prepare();
    expect(workers).toHaveLength(2);
    workers[1]!.reply({ type: 'answer', id: workers[1]!.sent[0]!.id, value: { ok: true, value: true } });
    expect(await again).toMatchObject({ ok: true });
  });

  it('hears no more of a worker that was ended', async () => {
    const { client, workers } = startClient();
    const asked = client.prepare();
    client.dispose();
    expect(await asked).toMatchObject({ ok: false });
    const again = client.prepare();
    workers[0]!.fail('late');
    workers[1]!.reply({ type: 'answer', id: workers[1]!.sent[0]!.id, value: { ok: true, value: true } });
    expect(await again).toMatchObject({ ok: true });
  });
});
