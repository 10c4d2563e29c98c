/** Eight cars in one world with twenty walls and boxes to push, against real time; and how long our contacts take beside rapier's on the same bodies. */
import RAPIER from '@dimforge/rapier2d-deterministic-compat';
import { nodeSha256 } from '../../bridge/runs/node-sha256.ts';
import { verifyProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import { simulateMany } from '../../core/run/simulate-many.ts';
import { Arena, WINDOW_MS } from '../../core/sim/contacts/arena.ts';
import { startGrid } from '../../core/sim/start-grid.ts';
import { parseTrack, type Track } from '../../core/sim/track.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { processorMs } from './measure.ts';

const CARS = 8;
const RATIO_MIN = 60;
const ROBOT_MS = 10_000;
const WINDOWS = 2000;
/** As for one car: what the computer's compiler does in the first runs is no part of it. */
const WARM_UP_RUNS = 5;

/** They follow the line and run into one another and into what lies beside it. */
const FOLLOW = `forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;

/** The default track with twenty walls in all and twelve boxes, some beside the line in the cars’ way. */
function crowdedTrack(): Track {
  const track = shippedTrack(DEFAULT_TRACK_ID)!;
  const { widthMm, heightMm } = track.floor;
  const posts = Array.from({ length: 20 - track.walls.length }, (_, i) => {
    const x = 500 + ((widthMm - 1000) * i) / 16;
    return { from: { xMm: x, yMm: heightMm / 2 - 60 }, to: { xMm: x, yMm: heightMm / 2 + 60 } };
  });
  const boxes = Array.from({ length: 12 }, (_, i) => {
    const center = { xMm: 1050 + 75 * (i % 6), yMm: i < 6 ? 290 : 180 };
    return { center, widthMm: 60, lengthMm: 60, massG: 80, headingDeg: 15 * i };
  });
  const parsed = parseTrack({ ...track, walls: [...track.walls, ...posts], boxes });
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
}

function crowdRow(track: Track): BenchRow {
  const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
  const { program } = createCompiler().compile([{ path: 'main.ts', text: FOLLOW }], profile);
  const verified = program === undefined ? undefined : verifyProgram(program);
  if (verified?.ok !== true) throw new Error('the bench does not compile');
  const starts = startGrid(
    track,
    Array.from({ length: CARS }, () => profile.body),
  );
  const cars = starts.map((start, i) => ({ program: verified.value, source: [], profile, start, seed: i + 1 }));
  if (cars.length < CARS) throw new Error('the cars of the bench do not fit');
  const ms = processorMs(() => {
    const ran = simulateMany({ track, cars, limitMs: ROBOT_MS, form: compiledForm, sha256: nodeSha256 });
    if (ran.some(({ summary }) => summary.ended !== 'time-limit')) throw new Error('a car of the bench ended early');
  }, WARM_UP_RUNS);
  const ratio = ROBOT_MS / ms;
  return {
    ...{ what: `simulator, ${CARS} cars in one world, ${track.walls.length} walls, ${track.boxes.length} boxes`, value: ms },
    ...{ unit: `ms of processor time for ${ROBOT_MS / 1000} s`, reference: { what: 'real time', value: ROBOT_MS }, ratio },
    ...{ target: `≥ ${RATIO_MIN} ×`, reached: ratio >= RATIO_MIN },
  };
}

/** The boxes alone, all moving, in windows of 5 ms; µs a window. */
function ours(track: Track): number {
  return (
    processorMs(() => {
      const arena = new Arena(track, []);
      for (let i = 0; i < WINDOWS; i++) {
        for (const [j, box] of arena.boxes.entries()) box.vx = j % 2 === 0 ? 300 : -300;
        for (let ms = 0; ms < WINDOW_MS; ms++) arena.step();
      }
    }) *
    (1000 / WINDOWS)
  );
}

/** In metres, as rapier likes it. */
function rapiers({ walls, boxes }: Track): number {
  return (
    processorMs(() => {
      const world = new RAPIER.World({ x: 0, y: 0 });
      world.timestep = WINDOW_MS / 1000;
      for (const { from, to } of walls)
        world.createCollider(
          RAPIER.ColliderDesc.segment({ x: from.xMm / 1000, y: from.yMm / 1000 }, { x: to.xMm / 1000, y: to.yMm / 1000 }),
        );
      const bodies = boxes.map(({ center, widthMm, lengthMm, massG }) => {
        const body = world.createRigidBody(RAPIER.RigidBodyDesc.dynamic().setTranslation(center.xMm / 1000, center.yMm / 1000));
        world.createCollider(
          RAPIER.ColliderDesc.cuboid(widthMm / 2000, lengthMm / 2000)
            .setMass(massG / 1000)
            .setFriction(0.25),
          body,
        );
        return body;
      });
      for (let i = 0; i < WINDOWS; i++) {
        for (const [j, body] of bodies.entries()) body.setLinvel({ x: j % 2 === 0 ? 0.3 : -0.3, y: 0 }, true);
        world.step();
      }
      world.free();
    }) *
    (1000 / WINDOWS)
  );
}

export const crowdBench: Bench = {
  name: 'crowd',
  async run() {
    await RAPIER.init();
    const track = crowdedTrack();
    const [own, peer] = [ours(track), rapiers(track)];
    const contacts: BenchRow = {
      ...{
        what: `contacts of ${track.boxes.length} moving boxes among ${track.walls.length} walls`,
        value: own,
        unit: 'µs of processor time a window of 5 ms',
      },
      ...{ reference: { what: 'rapier2d-deterministic, the same bodies', value: peer }, ratio: peer / own },
    };
    return [crowdRow(track), contacts];
  },
};
