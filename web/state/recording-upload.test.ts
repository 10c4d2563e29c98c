import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunAbout } from '../../core/protocol/run-views.ts';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import { RecordingUpload } from './recording-upload.ts';

const about: RunAbout = {
  ...{ id: '01J8ZQ4Y7G0000000000000001', startedAtMs: 0, projectId: '', projectName: '', robot: 'sim', robotName: '', trackId: 'oval' },
};

/** A bridge's disk behind a link that fails when told: before the bytes arrive, or with the answer alone. */
class Disk {
  bytes: number[] = [];
  isFinished = false;
  readonly failures: ('before' | 'after' | undefined)[] = [];
  readonly calls: string[] = [];

  readonly bridge = { call: (method: string, params: never) => Promise.resolve(this.#call(method, params)) } as unknown as Pick<
    Bridge,
    'call'
  >;

  #call(method: string, params: { heldFrom?: number; offset?: number; bytes?: Uint8Array }): Result<unknown> {
    this.calls.push(method);
    const failure = this.failures.shift();
    if (failure === 'before') return fail('bridge.unreachable');
    const answer = this.#serve(method, params);
    return failure === 'after' ? fail('protocol.no-answer', { method }) : answer;
  }

  #serve(method: string, { heldFrom, offset, bytes }: { heldFrom?: number; offset?: number; bytes?: Uint8Array }): Result<unknown> {
    if (method === 'runs.begin') {
      if (heldFrom! > this.bytes.length) return fail('runs.gap', { received: this.bytes.length });
      return ok({ received: this.bytes.length });
    }
    if (method === 'runs.finish') {
      this.isFinished = true;
      return ok(undefined);
    }
    if (offset! > this.bytes.length) return fail('runs.gap', { received: this.bytes.length });
    this.bytes.push(...bytes!.subarray(this.bytes.length - offset!));
    return ok({ received: this.bytes.length });
  }
}

function setUp() {
  const disk = new Disk();
  const confirmed: number[] = [];
  const upload = new RecordingUpload({ about, bridge: disk.bridge, onConfirmed: (offset) => confirmed.push(offset) });
  return { disk, upload, confirmed };
}

describe('a recording on its way to the bridge', () => {
  it('begins, goes piece by piece, and ends', async () => {
    const { disk, upload, confirmed } = setUp();
    upload.add(Uint8Array.of(1, 2));
    await upload.pump();
    upload.add(Uint8Array.of(3));
    upload.end();
    await upload.pump();
    expect(disk.calls).toEqual(['runs.begin', 'runs.append', 'runs.append', 'runs.finish']);
    expect(disk.bytes).toEqual([1, 2, 3]);
    expect(upload.state).toBe('sent');
    expect(confirmed.at(-1)).toBe(3);
    expect(upload.heldBytes).toBe(0);
  });

  it('arrives whole and once, however the link fails', async () => {
    const failure = fc.constantFrom('before' as const, 'after' as const, undefined);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 12 }),
        fc.array(failure, { maxLength: 40 }),
        async (pieces, failures) => {
          const { disk, upload } = setUp();
          disk.failures.push(...failures);
          for (const piece of pieces) {
            upload.add(piece);
            if ((await upload.pump()) !== undefined) upload.linkIsNew();
          }
          upload.end();
          for (let tries = 0; tries < 50 && upload.state === 'waiting'; tries++) await upload.pump();
          expect(upload.state).toBe('sent');
          expect(disk.bytes).toEqual(pieces.flatMap((piece) => [...piece]));
          expect(disk.isFinished).toBe(true);
        },
      ),
      { verbose: true },
    );
  });

  it('goes on where a page that was killed left off', async () => {
    const { disk, upload } = setUp();
    disk.bytes = [1, 2, 3];
    upload.takeUp([{ offset: 2, bytes: Uint8Array.of(3, 4) }], 4);
    await upload.pump();
    expect(disk.bytes).toEqual([1, 2, 3, 4]);
    expect(upload.state).toBe('sent');
  });

  it('is given up where the bridge has lost what it had confirmed', async () => {
    const { disk, upload } = setUp();
    upload.add(Uint8Array.of(1, 2));
    await upload.pump();
    disk.bytes = [];
    upload.linkIsNew();
    upload.add(Uint8Array.of(3));
    expect(await upload.pump()).toMatchObject({ code: 'runs.gap' });
    expect(upload.state).toBe('given-up');
  });

  it('waits while the bridge is away', async () => {
    const { disk, upload } = setUp();
    disk.failures.push('before');
    upload.add(Uint8Array.of(1));
    expect(await upload.pump()).toMatchObject({ code: 'bridge.unreachable' });
    expect(upload.state).toBe('waiting');
    expect(upload.heldBytes).toBe(1);
  });
});
