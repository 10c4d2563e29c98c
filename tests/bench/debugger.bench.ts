/**
 * The debugger on a live robot, on the emulated chip with our own firmware: from the click to motor pins that rest, that turn again, and to the next
 * statement that is shown. 95 % of the times, by the chip's clock, on the in-memory stream; what a page's WebSocket adds is not in it.
 */
import type { SessionEvent } from '../../core/protocol/robot-session.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { quantile } from './measure.ts';
import { MemoryRig } from './stop/memory-rig.ts';
import { PROGRAMS } from './stop/programs.ts';

const TIMES = 12;
/** Clicks fall anywhere between two messages. */
const SPREAD_MS = 17;
/** A pause is a stop as far as the motors go. */
const PAUSE_MS_MAX = 30;
/** Two pictures of a screen: whoever steps sees no delay. */
const SHOWN_MS_MAX = 33;

interface Times {
  readonly pause: number[];
  readonly step: number[];
  readonly resume: number[];
}

async function onePause(rig: MemoryRig, { pause, step, resume }: Times): Promise<void> {
  const { session } = rig;
  let pauses = 0;
  const stopCounting = session.events.subscribe((event: SessionEvent) => void (event.kind === 'paused' && pauses++));
  void session.pause();
  pause.push(await rig.untilRest());
  await rig.timeUntil(() => pauses > 0);
  void session.step();
  step.push(await rig.timeUntil(() => pauses > 1));
  // A step lets the motors turn until the next halt.
  await rig.untilRest();
  void session.resume();
  resume.push(await rig.untilDriving());
  stopCounting();
}

export const debuggerBench: Bench = {
  name: 'debugger',
  async run() {
    const rig = new MemoryRig(shippedProfile(DEFAULT_PROFILE_ID)!);
    const times: Times = { pause: [], step: [], resume: [] };
    await rig.begin(PROGRAMS.drives);
    for (let i = 0; i < TIMES; i++) {
      await rig.pass(20 + ((i * 7) % SPREAD_MS));
      await onePause(rig, times);
    }
    await rig.session.stop();
    await rig.close();
    const row = (what: string, values: readonly number[], limitMs: number): BenchRow => {
      const value = quantile(values, 0.95);
      return { what: `live debugger, ${what}, p95`, value, unit: 'ms', target: `≤ ${limitMs} ms`, reached: value <= limitMs };
    };
    return [
      row('pause to motors off', times.pause, PAUSE_MS_MAX),
      row('step to the next statement', times.step, SHOWN_MS_MAX),
      row('resume to motors on', times.resume, SHOWN_MS_MAX),
    ];
  },
};
