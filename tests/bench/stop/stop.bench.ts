/**
 * From a cause to motor pins that rest, on the emulated chip with our own firmware, for each cause that board, bridge or page must honour: 95 %
 * of the times, by the chip's cycles, on the in-memory stream. Beside it the same over a pseudo-terminal and with processes that are killed.
 */
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { MemoryRig } from './memory-rig.ts';
import { PROGRAMS } from './programs.ts';
import { overPtyRows } from './pty-rows.ts';
import { quantile } from '../measure.ts';

const TIMES = 12;
/** Causes fall anywhere between two messages. */
const SPREAD_MS = 17;
/** Until whatever stopped the car has been forgotten. */
const SETTLE_MS = 250;
const PUT_BACK_AFTER_MS = 60;
const STOP_MS_MAX = 30;
const SILENCE_MS_MAX = 350;
const OTHERS_MS_MAX = 500;

interface Cause {
  readonly what: string;
  readonly limitMs: number;
  readonly program: string;
  bring(rig: MemoryRig): void | Promise<void>;
  /** So that it can drive again. */
  after?(rig: MemoryRig): void;
}

const press = (program: string): Pick<Cause, 'limitMs' | 'program' | 'bring' | 'after'> => ({
  ...{ limitMs: OTHERS_MS_MAX, program },
  bring: ({ board }) => board.car.press(true),
  after: ({ board }) => board.car.press(false),
});

const CAUSES: readonly Cause[] = [
  { what: 'Stop or Esc in the page', limitMs: STOP_MS_MAX, program: PROGRAMS.drives, bring: ({ session }) => session.stop() },
  { what: 'Stop over a full queue', limitMs: STOP_MS_MAX, program: PROGRAMS.floods, bring: ({ session }) => session.stop() },
  { what: 'pause', limitMs: OTHERS_MS_MAX, program: PROGRAMS.drives, bring: async ({ session }) => void (await session.pause()) },
  { what: 'program end', ...press(PROGRAMS.endsAtPress) },
  { what: 'program error', ...press(PROGRAMS.failsAtPress) },
  { what: 'tab closed', limitMs: OTHERS_MS_MAX, program: PROGRAMS.drives, bring: (rig) => rig.closePage() },
  { what: 'page silent (its Wi-Fi lost)', limitMs: OTHERS_MS_MAX, program: PROGRAMS.drives, bring: (rig) => rig.silencePage() },
  {
    ...{ what: 'host silent (bridge killed, car’s Wi-Fi lost)', limitMs: SILENCE_MS_MAX, program: PROGRAMS.drives },
    bring: ({ board }) => void (board.isMute = true),
    after: ({ board }) => (board.isMute = false),
  },
  {
    ...{ what: 'cable pulled', limitMs: OTHERS_MS_MAX, program: PROGRAMS.drives },
    bring: ({ board }) => board.unplug(),
    after: ({ board }) => board.plug(),
  },
  {
    ...{ what: 'cable pulled and put back', limitMs: OTHERS_MS_MAX, program: PROGRAMS.drives },
    async bring(rig) {
      rig.board.unplug();
      await rig.pass(PUT_BACK_AFTER_MS);
      rig.board.plug();
      await rig.openPage();
    },
  },
  { what: 'lifted car', limitMs: OTHERS_MS_MAX, program: PROGRAMS.drives, bring: (rig) => rig.lift(true), after: (rig) => rig.lift(false) },
];

/** On a kit whose button is one. */
const STOP_BUTTON: Cause = { what: 'stop button on the car', ...press(PROGRAMS.drives) };

async function rowOf(rig: MemoryRig, cause: Cause): Promise<BenchRow> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    await rig.begin(cause.program);
    await rig.pass(20 + ((i * 7) % SPREAD_MS));
    const fromMs = rig.board.car.nowMs;
    await cause.bring(rig);
    const tookMs = rig.board.car.nowMs - fromMs;
    times.push(tookMs + (await rig.untilRest()));
    cause.after?.(rig);
    await rig.pass(SETTLE_MS);
  }
  const value = quantile(times, 0.95);
  const target = `≤ ${cause.limitMs} ms`;
  return { what: `motors off after: ${cause.what}, p95`, value, unit: 'ms', target, reached: value <= cause.limitMs };
}

async function inMemoryRows(): Promise<readonly BenchRow[]> {
  const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
  const withStopButton = { ...profile, parts: profile.parts.map((part) => (part.type === 'button' ? { ...part, stops: true } : part)) };
  const rows: BenchRow[] = [];
  for (const [kit, causes] of [
    [profile, CAUSES],
    [withStopButton, [STOP_BUTTON]],
  ] as const) {
    const rig = new MemoryRig(kit);
    for (const cause of causes) rows.push(await rowOf(rig, cause));
    await rig.close();
  }
  return rows;
}

export const stopBench: Bench = {
  name: 'stop',
  run: async () => [...(await inMemoryRows()), ...(await overPtyRows())],
};
