import { describe, expect, it } from 'vitest';
import type { ProgramSource } from '../../../core/language/source.ts';
import type { LanguageReply, LanguageRequest } from './language-rpc.ts';
import { LanguageWorkerClient, type WorkerLike } from './start-language-service.ts';

const source = (text: string): ProgramSource => [{ path: 'main.ts', text }];

type OnMessage = (event: { readonly data: LanguageReply }) => void;
type OnError = (event: { readonly message?: string }) => void;

class FakeWorker implements WorkerLike {
  readonly sent: LanguageRequest[] = [];
  isTerminated = false;
  #onMessage: OnMessage = () => {};
  #onError: OnError = () => {};

  postMessage(message: LanguageRequest): void {
    this.sent.push(message);
  }

  addEventListener(type: 'message' | 'error', listener: unknown): void {
    if (type === 'message') this.#onMessage = listener as OnMessage;
    else this.#onError = listener as OnError;
  }

  terminate(): void {
    this.isTerminated = true;
  }

  reply(data: LanguageReply): void {
    this.#onMessage({ data });
  }

  /** Answers the request sent last with its own text. */
  echo(): void {
    const { id, args } = this.sent.at(-1)!;
    this.reply({ type: 'answer', id, value: [(args[0] as ProgramSource)[0]!.text] });
  }

  fail(message: string): void {
    this.#onError({ message });
  }
}

const CAR = { profileId: 'p' };

describe('the language worker’s client', () => {
  it('keeps one question with the worker, and lets a newer one overtake what waits', async () => {
    const worker = new FakeWorker();
    const client = new LanguageWorkerClient(worker);
    const answers = [client.check(source('a'), CAR), client.check(source('b'), CAR), client.check(source('c'), CAR)];
    expect(worker.sent).toHaveLength(1);
    worker.echo();
    expect(worker.sent.map(({ args }) => args[0])).toEqual([source('a'), source('c')]);
    worker.echo();
    expect(await Promise.all(answers)).toEqual([['a'], ['c'], ['c']]);
  });

  it('never overtakes a compilation', async () => {
    const worker = new FakeWorker();
    const client = new LanguageWorkerClient(worker);
    const answers = [client.compile(source('a'), CAR), client.compile(source('b'), CAR), client.compile(source('c'), CAR)];
    for (let i = 0; i < 3; i++) worker.echo();
    expect(await Promise.all(answers)).toEqual([['a'], ['b'], ['c']]);
  });

  it('is ready when the worker says so, and fails when it cannot load', async () => {
    const loading = new FakeWorker();
    const ready = new LanguageWorkerClient(loading).ready;
    loading.reply({ type: 'ready' });
    await expect(ready).resolves.toBeUndefined();
    const broken = new FakeWorker();
    const client = new LanguageWorkerClient(broken);
    const answer = client.check(source('a'), CAR);
    broken.fail('no such file');
    await expect(client.ready).rejects.toThrow('no such file');
    await expect(answer).rejects.toThrow('no such file');
  });

  it('ends what waits when it is closed', async () => {
    const worker = new FakeWorker();
    const client = new LanguageWorkerClient(worker);
    const answers = [client.check(source('a'), CAR), client.compile(source('b'), CAR)];
    client.dispose();
    expect(worker.isTerminated).toBe(true);
    for (const answer of answers) await expect(answer).rejects.toThrow();
  });

  it('passes the worker’s own failure to whoever asked, and goes on', async () => {
    const worker = new FakeWorker();
    const client = new LanguageWorkerClient(worker);
    const failed = client.compile(source('a'), CAR);
    const next = client.compile(source('b'), CAR);
    worker.reply({ type: 'failed', id: worker.sent[0]!.id, what: 'bug' });
    await expect(failed).rejects.toThrow('bug');
    worker.echo();
    expect(await next).toEqual(['b']);
  });
});
