/** One program, one seed: the same digest in Node and in Chromium, from the worker that the pages use. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RunSummary } from '../../core/run/run-types.ts';
import { loadProgram, simulate } from '../../core/run/simulate.ts';
import { shippedTrack, SHIPPED_TRACKS } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { forgetData, openLab, startBrowser, startLab, type Lab } from './support/lab.ts';

const FOLLOWER = readFileSync(new URL('../conformance/programs/line-follower.ts', import.meta.url), 'utf8');
/** Ends by itself, so that both sides run equally long. */
const TEXT = `${FOLLOWER}\nwait(20000);\nlog(line.position(), 2 ** 0.5);\nstop();\n`;
const SOURCE = [{ path: 'main.ts', text: TEXT }];
const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const FAST = 200;

let browser: Browser;
let lab: Lab;

beforeAll(async () => {
  [browser, lab] = await Promise.all([startBrowser(), startLab()]);
});

afterAll(async () => {
  await browser.close();
  await lab.stop();
  forgetData(lab);
});

function bytecode(): Uint8Array {
  const { program, diagnostics } = createCompiler().compile(SOURCE, profile);
  expect(diagnostics).toEqual([]);
  return encodeProgram(program!);
}

describe('the digest of a run', () => {
  const trackIds = SHIPPED_TRACKS.map((track) => track.id);
  it.each(trackIds.flatMap((trackId) => [1, 7].map((seed) => ({ trackId, seed }))))(
    'is the same in Node and in Chromium on $trackId with seed $seed',
    async ({ trackId, seed }) => {
      const code = bytecode();
      const program = loadProgram(code);
      if (!program.ok) throw new Error(program.fault.code);
      const inNode = simulate({ source: SOURCE, program: program.value, profile, track: shippedTrack(trackId)!, seed, limitMs: 60_000 });

      const worker = readdirSync('dist/web/assets').find((name) => /^simulator-worker-.*\.js$/.test(name))!;
      const { page, context } = await openLab(browser, lab);
      const inChromium = await page.evaluate(
        async ({ url, request, code }) => {
          const simulator = new Worker(url, { type: 'module' });
          const summary = new Promise<RunSummary>((resolve, reject) => {
            simulator.addEventListener('message', ({ data }) => {
              if (data.kind === 'refused') reject(new Error(data.fault.code));
              if (data.kind === 'batch') simulator.postMessage({ kind: 'ack' });
              if (data.kind === 'event' && data.event.kind === 'ended') resolve(data.event.summary);
            });
          });
          simulator.postMessage({ kind: 'run', runId: 1, paused: false, request: { ...request, bytecode: Uint8Array.from(code) } });
          return await summary;
        },
        {
          url: new URL(`assets/${worker}`, lab.address).href,
          code: [...code],
          request: { source: SOURCE, profileId: profile.id, trackId, seed, speed: FAST, breakpoints: [] },
        },
      );
      await context.close();
      expect(inChromium).toEqual(JSON.parse(JSON.stringify(inNode.summary)));
      expect(inChromium.digest).toMatch(/^[0-9a-f]{64}$/);
    },
  );
});
