/**
 * Boards that are run, stopped, flooded, pulled out, put back, cut off and held up, at random, all on one bridge: nothing hangs, nothing is left
 * behind, and each motor turns or rests as its program or the stop rule says. A few seconds of the boards' time by seed, from another seed at
 * each run; `GUIJI_TEST_FULL=1`: ten minutes (or `GUIJI_SOAK_S`) and as many boards as the computer carries, at most eight.
 */
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { Random } from '../../core/base/random.ts';
import type { RunRequest } from '../../core/protocol/robot-session.ts';
import { requestOf } from '../../bridge/sessions/testing/emulated-devices.ts';
import { ManyBoards, type OneBoard } from '../../bridge/sessions/testing/many-boards.ts';

const FULL = process.env['GUIJI_TEST_FULL'] === '1';
const SEED = Number(process.env['GUIJI_TEST_SEED'] ?? Date.now() % 1_000_000);
const BOARDS = FULL ? Math.min(8, 2 * availableParallelism()) : 3;
/** Of the boards' time: a computer emulates four of them in about real time. */
const LASTS_MS = FULL ? Number(process.env['GUIJI_SOAK_S'] ?? 600) * 1000 : 2500;
const LOOK_EVERY_MS = 5;

/** What a board's motors may do, by its own time. */
const BEGINS_MS = 60;
const STOPS_MS = 40;
const SILENT_MS = 400;
const POWER = 50;
const TOLERANCE = 15;
/** What a line sensor reads of black. */
const DARK_PERCENT = 50;
/** Of a promise that should settle. */
const HANGS_AFTER_MS = 3000;
/** What the first of everything leaves behind, and what each connection may. */
const LEFT_BYTES_MAX = 6_000_000;
const LEFT_BYTES_PER_CONNECTION_MAX = 20_000;

const PROGRAMS = {
  drives: `forever(() => {\n  car.drive(${POWER}, -${POWER});\n  wait(5);\n});\n`,
  floods: `while (true) {\n  car.drive(random(${POWER - 5}, ${POWER + 5}), random(-90, -20));\n  led.set(random(0, 1) === 0 ? "red" : "off");\n}\n`,
  hangs: `car.drive(${POWER}, -${POWER});\nlet n = 0;\nwhile (true) {\n  n += 1;\n}\n`,
  ends: `car.drive(${POWER}, -${POWER});\nwait(50);\n`,
  fails: `car.drive(${POWER}, -${POWER});\nwait(50);\nconst none: number[] = [];\nnone[0]!.toFixed();\n`,
} as const;
type Kind = keyof typeof PROGRAMS;
const KINDS = Object.keys(PROGRAMS) as Kind[];
const REQUESTS = Object.fromEntries(KINDS.map((kind) => [kind, requestOf(PROGRAMS[kind])])) as Record<Kind, RunRequest>;
const GOES_ON: ReadonlySet<Kind> = new Set(['drives', 'floods', 'hangs']);

class SoakedBoard {
  readonly board: OneBoard;
  readonly #rig: ManyBoards;
  readonly #random: Random;
  /** Left motor, percent; undefined: nobody can say. */
  #expected: number | undefined = 0;
  #fromMs = 0;
  #nextMs = 0;
  #underWay: { readonly what: string; readonly sinceMs: number } | undefined;
  connections = 0;
  readonly did: string[] = [];

  constructor(board: OneBoard, rig: ManyBoards, random: Random) {
    this.board = board;
    this.#rig = rig;
    this.#random = random;
  }

  /** Nothing that was begun takes too long, and the motors are as they should be. */
  check(): void {
    const { nowMs } = this.#rig;
    const trail = `seed ${SEED}, ${this.board.id} at ${nowMs} ms: ${this.did.slice(-6).join(', ')}`;
    if (this.#underWay !== undefined) expect([trail, nowMs - this.#underWay.sinceMs > HANGS_AFTER_MS]).toEqual([trail, false]);
    if (this.#expected === undefined || nowMs < this.#fromMs) return;
    const { leftPercent, line } = this.board.car.telemetry();
    // With its whole bar along a line it counts as lifted: its firmware stops it, and it goes on only when it is told to once more.
    if (leftPercent === 0 && line.every((percent) => percent > DARK_PERCENT)) return this.#expect(undefined, 0);
    const isRight = Math.abs(leftPercent - this.#expected) <= (this.#expected === 0 ? 0 : TOLERANCE);
    expect([trail, isRight ? this.#expected : leftPercent]).toEqual([trail, this.#expected]);
  }

  act(): void {
    if (this.#underWay !== undefined || this.#rig.nowMs < this.#nextMs) return;
    this.#nextMs = this.#rig.nowMs + this.#random.integer(20, 450);
    const choices = this.#choices();
    const [what, work] = choices[this.#random.integer(0, choices.length - 1)]!;
    this.did.push(what);
    this.#underWay = { what, sinceMs: this.#rig.nowMs };
    void Promise.resolve(work())
      .catch((cause: unknown) => this.#rig.bugs.push(cause))
      .finally(() => (this.#underWay = undefined));
  }

  get isIdle(): boolean {
    return this.#underWay === undefined;
  }

  async open(): Promise<void> {
    this.connections++;
    this.#expect(0, SILENT_MS);
    await this.#rig.openOn(this.board);
    expect([this.board.id, this.board.session.status]).toEqual([this.board.id, { state: 'ready' }]);
  }

  #choices(): readonly (readonly [string, () => unknown])[] {
    const { board } = this;
    const { state } = board.session.status;
    if (!board.isPlugged) return [['plug', () => (board.plug(), this.open())]];
    if (board.isMute) return [['can be heard again', () => this.#heardAgain()]];
    if (board.isFrozen) return [['goes on', () => this.#thaw()]];
    if (state === 'lost') return [['connect', () => this.open()]];
    const pull = ['unplug', () => (this.#expect(0, SILENT_MS), board.unplug())] as const;
    const leave = ['leave', () => (this.#expect(0, STOPS_MS), board.session.close().then(() => this.open()))] as const;
    if (state === 'running') {
      return [
        ...[pull, leave],
        ['stop', () => (this.#expect(0, STOPS_MS), board.session.stop())],
        ['pause', () => (this.#expect(0, STOPS_MS), board.session.pause())],
        ['cannot be heard', () => (this.#expect(0, SILENT_MS), (board.isMute = true))],
        ['hangs', () => this.#freeze()],
      ];
    }
    if (state === 'paused') return [pull, leave, ['resume', () => (this.#expect(undefined, 0), board.session.stop())]];
    return [pull, leave, ...KINDS.map((kind) => [`run ${kind}`, () => this.#run(kind)] as const)];
  }

  async #run(kind: Kind): Promise<void> {
    this.#expect(GOES_ON.has(kind) ? POWER : 0, GOES_ON.has(kind) ? BEGINS_MS : BEGINS_MS + 2 * STOPS_MS);
    const begun = await this.board.session.run(REQUESTS[kind]);
    if (!begun.ok) throw new Error(begun.fault.code);
  }

  async #heardAgain(): Promise<void> {
    this.board.isMute = false;
    this.#expect(0, SILENT_MS);
    // A run that the car itself has stopped has ended.
    await this.board.session.stop();
  }

  /** Of a chip that stands still nobody knows what its motors do; its watchdog stops them when it goes on. */
  async #freeze(): Promise<void> {
    this.#expect(undefined, 0);
    this.board.isFrozen = true;
    await this.board.session.close();
  }

  async #thaw(): Promise<void> {
    this.board.isFrozen = false;
    await this.open();
  }

  #expect(power: number | undefined, afterMs: number): void {
    this.#expected = power;
    this.#fromMs = this.#rig.nowMs + afterMs;
  }
}

function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

it('lasts: nothing hangs, nothing is left, every motor is as its program or the stop rule says', async () => {
  const rig = new ManyBoards({ count: BOARDS });
  const random = new Random(SEED);
  const boards = rig.boards.map((board) => new SoakedBoard(board, rig, random));
  const opened = Promise.all(boards.map((board) => board.open()));
  await rig.settle(opened);
  const before = usedBytes();
  const connectionsBefore = boards.length;
  for (const endMs = rig.nowMs + LASTS_MS; rig.nowMs < endMs;) {
    for (const board of boards) board.act();
    await rig.runMs(LOOK_EVERY_MS);
    for (const board of boards) board.check();
  }
  await rig.until(() => boards.every(({ isIdle }) => isIdle));
  await rig.settle(rig.devices.close());
  const connections = boards.reduce((sum, each) => sum + each.connections, -connectionsBefore);
  expect(rig.bugs).toEqual([]);
  expect(rig.clock.timers.size).toBe(0);
  await rig.runMs(SILENT_MS + 50);
  for (const { board } of boards) expect([board.id, board.isFrozen || !board.isDriving]).toEqual([board.id, true]);
  const leftBytes = usedBytes() - before;
  console.log(`${BOARDS} boards, ${LASTS_MS / 1000} s, ${connections} connections, ${Math.round(leftBytes / 1000)} kB more, seed ${SEED}`);
  expect(leftBytes).toBeLessThan(LEFT_BYTES_MAX + connections * LEFT_BYTES_PER_CONNECTION_MAX);
}, 7_200_000);
