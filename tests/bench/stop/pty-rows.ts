/** The causes that come from outside the chip, over a pseudo-terminal, with its thread, serialport, and a bridge that is killed. */
import type { BenchRow } from '../bench.ts';
import { quantile } from '../measure.ts';
import { PROGRAMS } from './programs.ts';
import { PtyRig } from './pty-rig.ts';

const TIMES = 8;

type Measure = (rig: PtyRig) => Promise<number>;

const inSession =
  (program: string, cause: (rig: PtyRig) => unknown, after: (rig: PtyRig) => unknown = () => {}): Measure =>
  async (rig) => {
    await rig.drive(program);
    const ms = await rig.restAfter(() => cause(rig));
    await after(rig);
    return ms;
  };

const atPress = (program: string): Measure =>
  inSession(
    program,
    ({ car }) => car.press(true),
    ({ car }) => car.press(false),
  );

async function measureAll(rig: PtyRig): Promise<readonly BenchRow[]> {
  const causes: readonly (readonly [string, Measure])[] = [
    ['bridge killed (SIGKILL)', (each) => each.restAfterKill(PROGRAMS.drives)],
    ['Stop or Esc in the page', inSession(PROGRAMS.drives, ({ session }) => session.stop())],
    ['Stop over a full queue', inSession(PROGRAMS.floods, ({ session }) => session.stop())],
    ['program end', atPress(PROGRAMS.endsAtPress)],
    ['program error', atPress(PROGRAMS.failsAtPress)],
    [
      'cable pulled',
      inSession(
        PROGRAMS.drives,
        (each) => each.unplug(),
        (each) => each.plug(),
      ),
    ],
  ];
  const rows: BenchRow[] = [];
  for (const [what, measure] of causes) {
    const times: number[] = [];
    for (let i = 0; i < TIMES; i++) times.push(await measure(rig));
    const note = `the chip ran at ${rig.car.speedFactor.toFixed(2)} × real time`;
    rows.push({ what: `motors off after: ${what}, over a pseudo-terminal, p95`, value: quantile(times, 0.95), unit: 'ms', note });
  }
  return rows;
}

export async function overPtyRows(): Promise<readonly BenchRow[]> {
  let rig: PtyRig | undefined;
  try {
    rig = await PtyRig.start();
    return await measureAll(rig);
  } catch (cause) {
    const missing = `needs socat (${cause instanceof Error ? cause.message : String(cause)})`;
    return [{ what: 'motors off, over a pseudo-terminal', value: NaN, unit: 'ms', missing }];
  } finally {
    await rig?.close();
  }
}
