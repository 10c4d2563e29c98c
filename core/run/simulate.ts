/** One program on one track, headless and as fast as the computer can. Layer: run. */
import type { Result } from '../base/result.ts';
import type { NumberKind } from '../base/single-precision.ts';
import type { NewSha256 } from '../base/sha256.ts';
import { decodeProgram } from '../bytecode/encoding.ts';
import type { BytecodeFaultCode } from '../bytecode/faults.ts';
import type { Program } from '../bytecode/program.ts';
import { verifyProgram, type VerifiedProgram } from '../bytecode/verifier.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { Rules } from '../sim/rules.ts';
import { SimRobot } from '../sim/sim-robot.ts';
import type { Track } from '../sim/track.ts';
import { World } from '../sim/world.ts';
import type { Form } from '../vm/execute.ts';
import type { VmEffect } from '../vm/vm.ts';
import { BareRobot } from './bare-robot.ts';
import type { LoadedModels } from './loaded-models.ts';
import { SimulatedTime } from './robot-time.ts';
import type { RunText } from './run-report.ts';
import type { Signer } from './seal.ts';
import { setUpRun, type RunSetup } from './run-setup.ts';
import type { RunSink } from './run-sink.ts';
import type { RunSummary, TelemetryFrame } from './run-types.ts';

/** Many times faster than the clock, so that chunks fill up before a second of the clock has passed. */
export const HEADLESS_CHUNK_MS = 10_000;

export interface SimulateOptions {
  readonly program: VerifiedProgram;
  readonly source: readonly RunText[];
  readonly profile: RobotProfile;
  /** null: no robot, only `log` and time. */
  readonly track: Track | null;
  readonly seed: number;
  /** IEEE double where absent. */
  readonly numbers?: NumberKind;
  /** How the program's fibers run; interpreted where absent. Results are the same. */
  readonly form?: Form;
  /** Robot time; the rules' own limit counts too. */
  readonly limitMs: number;
  /** Instead of the track's own. */
  readonly rules?: Rules;
  /** What the program may ask. */
  readonly models?: LoadedModels;
  /** What reaches the program from outside, each from its robot time on; oldest first. */
  readonly news?: readonly TimedNews[];
  readonly sink?: RunSink;
  /** The computer's own, for the digest. */
  readonly sha256?: NewSha256;
  /** Seals the recording. */
  readonly signer?: Signer;
  readonly onEffect?: (atMs: number, effect: VmEffect) => void;
  /** 60 a second of robot time. */
  readonly onFrame?: (frame: TelemetryFrame) => void;
  readonly onRefereeEvent?: (event: RefereeEvent) => void;
}

export interface TimedNews {
  readonly atMs: number;
  readonly news: OutsideNews;
}

export interface Simulated {
  readonly summary: RunSummary;
  /** Errors: of the sink. */
  readonly recorded: Result<void>;
}

/** Decodes and judges bytecode from outside. Errors: `bytecode.*`. */
export function loadProgram(bytecode: Uint8Array): Result<VerifiedProgram, BytecodeFaultCode> {
  const program = decodeProgram(bytecode);
  return program.ok ? verifyProgram(program.value satisfies Program) : program;
}

function setUp(options: SimulateOptions): RunSetup {
  const { track, profile, seed, rules } = options;
  if (track === null) {
    const robot = new BareRobot(profile);
    const run: RunSetup = setUpRun({
      ...options,
      chunkMs: HEADLESS_CHUNK_MS,
      robot,
      time: new SimulatedTime(() => robot.step()),
      onMs: teller(options, (news) => run.tell(news)),
    });
    return run;
  }
  const world = new World({ profile, track, seed, ...(rules === undefined ? {} : { rules }) });
  const limitMs = Math.min(options.limitMs, world.rules.timeLimitMs ?? Infinity);
  const time = new SimulatedTime(() => world.step());
  const run: RunSetup = setUpRun({
    ...{ ...options, chunkMs: HEADLESS_CHUNK_MS, limitMs, world, robot: new SimRobot(world), time },
    onMs: teller(options, (news) => run.tell(news)),
  });
  return run;
}

/** Tells what is due, at each millisecond before the program's turn. */
function teller({ news = [] }: SimulateOptions, tell: (news: OutsideNews) => void): (nowMs: number) => void {
  let next = 0;
  return (nowMs) => {
    for (let due = news[next]; due !== undefined && due.atMs <= nowMs; due = news[++next]) tell(due.news);
  };
}

export function simulate(options: SimulateOptions): Simulated {
  const run = setUp(options);
  run.driver.start();
  run.driver.advance();
  return { summary: run.summary(), recorded: run.recorded() };
}
