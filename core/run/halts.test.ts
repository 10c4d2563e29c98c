import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimRobot } from '../sim/sim-robot.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import { World } from '../sim/world.ts';
import { SimulatedTime } from './robot-time.ts';
import { setUpRun } from './run-setup.ts';
import type { RunSummary } from './run-types.ts';
import { compiled } from './testing/programs.ts';

// Each case runs a program again, beside whatever else this computer does.

const BUSY = `let count = 0;
forever(() => {
  for (let i = 0; i < 7; i++) count += i;
  led.set(count % 2 === 0 ? 'red' : 'blue');
});
while (true) {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
}
`;
const track = shippedTrack('oval')!;
const { program, source } = compiled(BUSY);
const STATEMENTS = ['count +=', 'led.set', 'const error', 'car.drive'].map((text) => ({ file: 0, start: BUSY.indexOf(text) }));

interface Plan {
  readonly points: readonly number[];
  /** What to do at each halt, over and over. */
  readonly moves: readonly ('resume' | 'step')[];
}

function run({ points, moves }: Plan): RunSummary {
  const world = new World({ profile: NOISY_KIT, track, seed: 3 });
  const time = new SimulatedTime(() => world.step());
  const setup = setUpRun({ program, source, world, time, robot: new SimRobot(world), seed: 3, limitMs: 25 });
  setup.vm.setBreakpoints(points.map((point) => STATEMENTS[point]!));
  setup.driver.start();
  for (let halts = 0; setup.driver.state !== 'ended'; halts++) {
    setup.driver.advance();
    if (setup.driver.state === 'paused') setup.driver[moves[halts % moves.length]!]();
  }
  return setup.summary();
}

const plan = fc.record({
  points: fc.uniqueArray(fc.nat(STATEMENTS.length - 1)),
  moves: fc.array(fc.constantFrom('resume' as const, 'step' as const), { minLength: 1, maxLength: 12 }),
});

describe('breakpoints and steps', () => {
  it('change nothing of what a busy program does: the same digest, the same count of instructions', () => {
    const straight = run({ points: [], moves: ['resume'] });
    fc.assert(
      fc.property(plan, (how) => {
        const { digest, instructions } = run(how);
        expect({ digest, instructions }).toEqual({ digest: straight.digest, instructions: straight.instructions });
      }),
      { verbose: true, numRuns: 60 },
    );
  });
});
