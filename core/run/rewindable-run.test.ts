import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimRobot } from '../sim/sim-robot.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import { World } from '../sim/world.ts';
import type { VariableView } from '../vm/vm.ts';
import { RewindableRun, type Course } from './rewindable-run.ts';
import { SimulatedTime } from './robot-time.ts';
import type { RunEvent } from './run-driver.ts';
import { setUpRun } from './run-setup.ts';
import { MemorySink } from './run-sink.ts';
import { opened } from './testing/recordings.ts';
import { compiled } from './testing/programs.ts';
import { verifyRun } from './verify.ts';

const TEXT = `let count = 0;
let gain = 0.4;
const trail: number[] = [];
forever(() => {
  count += random(1, 3);
  trail.push(count);
  wait(7);
});
forever(() => {
  const error = line.position();
  const push = error * gain + remote.left();
  car.drive(45 + push, 45 - push);
  if (count % 5 === 0) log(count, trail.length);
});
`;

interface Place {
  readonly atMs: number;
  readonly xMm: number;
  readonly count: string;
}

class Rig {
  readonly worlds: World[] = [];
  readonly sinks: MemorySink[] = [];
  readonly courses: Course[] = [];
  readonly paused: Extract<RunEvent, { kind: 'paused' }>[] = [];
  readonly run: RewindableRun;
  #untilMs = 0;
  readonly text: string;

  constructor(text = TEXT, breakpoints: readonly string[] = []) {
    this.text = text;
    const { program, source } = compiled(text);
    this.run = new RewindableRun({
      begin: ({ branch, onMs }) => {
        const world = new World({ profile: NOISY_KIT, track: shippedTrack('oval')!, seed: 4 });
        const sink = new MemorySink();
        const time = new SimulatedTime(() => world.step());
        const setup = setUpRun({
          ...{ program, source, world, seed: 4, limitMs: 60_000, sink, onMs, robot: new SimRobot(world) },
          ...(branch === undefined ? {} : { branch }),
          time: { pass: () => world.timeMs < this.#untilMs && time.pass(), hold: () => {}, release: () => {} },
        });
        setup.driver.events.subscribe((event) => event.kind === 'paused' && this.paused.push(event));
        this.worlds.push(world);
        this.sinks.push(sink);
        const course = { setup, step: () => world.step() };
        this.courses.push(course);
        return course;
      },
      onBranch: () => {},
    });
    this.run.setBreakpoints(breakpoints.map((each) => ({ file: 0, start: text.indexOf(each) })));
    this.run.setup.driver.start();
  }

  get world(): World {
    return this.worlds.at(-1)!;
  }

  /** Until the end of this millisecond, or to the next halt. */
  goTo(ms: number): void {
    this.#untilMs = ms;
    this.run.setup.driver.advance();
  }

  pause(): void {
    this.run.setup.driver.pause();
  }

  variable(name: string): VariableView {
    const view = this.run.setup.vm.inspect();
    const all = [...view.globals, ...view.fibers.flatMap(({ frames }) => frames.flatMap(({ variables }) => variables))];
    return all.find((variable) => variable.name === name)!;
  }

  get place(): Place {
    return { atMs: this.world.timeMs, xMm: this.world.car.xMm, count: this.variable('count').text };
  }

  end(): string {
    this.run.stop();
    return this.run.setup.summary().digest;
  }
}

/** A straight run to `ms`, with what came from outside on the way. */
function straight(ms: number, act: (rig: Rig) => void = () => {}): Rig {
  const rig = new Rig();
  for (let at = 1; at <= ms; at++) {
    rig.goTo(at);
    act(rig);
  }
  return rig;
}

const drivesByHand = (rig: Rig): void => {
  if (rig.world.timeMs % 130 === 0) rig.run.tell({ kind: 'remote', leftPercent: (rig.world.timeMs / 130) % 7, rightPercent: 0 });
};

describe('a run that is taken back', () => {
  it('is at any moment again as it was, and goes on from its end as if nothing had been', () => {
    const places = new Map<number, Place>();
    straight(900, (rig) => {
      drivesByHand(rig);
      places.set(rig.world.timeMs, rig.place);
    });
    const end = straight(1000, drivesByHand);
    const digest = end.end();
    fc.assert(
      fc.property(fc.array(fc.nat(900), { minLength: 1, maxLength: 6 }), (moments) => {
        const rig = straight(900, drivesByHand);
        rig.pause();
        for (const ms of moments) {
          expect(rig.run.rewind(ms).ok).toBe(true);
          if (ms > 0) expect(rig.place).toEqual(places.get(ms));
        }
        rig.run.rewind(900);
        expect(rig.run.isPast).toBe(false);
        rig.run.resume();
        for (let at = 901; at <= 1000; at++) {
          rig.goTo(at);
          drivesByHand(rig);
        }
        expect(rig.courses).toHaveLength(1);
        expect(rig.end()).toBe(digest);
        expect(verifyRun(rig.sinks[0]!.bytes(), { trustedSealKeys: [] }).result).toBe('same');
      }),
      { verbose: true, numRuns: 12 },
    );
  });

  it('says where it stands with the values of that moment', () => {
    const rig = straight(500);
    rig.pause();
    rig.run.rewind(250);
    expect(rig.paused.at(-1)).toMatchObject({ atMs: 250 });
    expect(rig.run.timeline).toEqual({ fromMs: 0, toMs: 500 });
    expect(rig.run.isPast).toBe(true);
  });

  it('is not taken back while it runs', () => {
    const rig = straight(50);
    expect(rig.run.rewind(10)).toMatchObject({ fault: { code: 'run.cannot-rewind' } });
  });

  it('steps back statement by statement, the way it came', () => {
    const rig = new Rig(TEXT, ['if (count % 5']);
    rig.goTo(200);
    rig.run.setBreakpoints([]);
    const fiber = rig.paused[0]!.fiber!;
    const forth: string[] = [];
    const shown = (): string => {
      const { start, end } = rig.paused.at(-1)!.position!;
      return `${rig.world.timeMs} ${rig.text.slice(start, end).split('\n')[0]} ${rig.variable('count').text}`;
    };
    forth.push(shown());
    for (let i = 0; i < 40; i++) {
      rig.run.step('into');
      rig.goTo(400);
      forth.push(shown());
    }
    const back = [forth.at(-1)!];
    for (let i = 0; i < 40; i++) {
      rig.run.stepBack(fiber);
      back.push(shown());
    }
    expect(back.reverse()).toEqual(forth);
  });

  it('steps back over a long rest', () => {
    const rig = new Rig('log("a");\nwait(2500);\nlog("b");\nwait(1000);', ['log("b")']);
    rig.goTo(5000);
    rig.run.stepBack(0);
    expect(rig.world.timeMs).toBe(0);
    expect(rig.paused.at(-1)!.position).toMatchObject({ start: rig.text.indexOf('wait(2500)') });
    rig.run.stepBack(0);
    expect(rig.paused.at(-1)!.position).toMatchObject({ start: 0 });
  });

  it('branches where it goes on from the past: two recordings, both as they say', () => {
    const rig = straight(900, drivesByHand);
    rig.pause();
    rig.run.rewind(430);
    const { place } = rig;
    rig.run.edit({ at: rig.variable('gain').at, value: 1.5 });
    expect(rig.place).toEqual(place);
    expect(rig.run.isPast).toBe(false);
    rig.run.resume();
    rig.goTo(1200);
    rig.end();
    const files = rig.sinks.map((sink) => sink.bytes());
    expect(files.map((bytes) => verifyRun(bytes, { trustedSealKeys: [] }))).toMatchObject([
      { result: 'same' },
      { result: 'same', isChangedByHand: true },
    ]);
    const [first, second] = files.map(opened);
    expect(first!.summary).toMatchObject({ ended: 'stopped', simTimeS: 0.9 });
    expect(first!.header.branch).toBeUndefined();
    expect(second!.header.branch).toEqual({ atMs: 430 });
    expect(first!.interventions).toEqual([]);
    expect(second!.interventions).toEqual([
      { kind: 'branched', atMs: 430 },
      { kind: 'edited', atMs: 430, value: 1.5 },
    ]);
    expect(second!.summary!.simTimeS).toBe(1.2);
  });

  it('branches from a statement too', () => {
    const rig = new Rig(TEXT, ['if (count % 5']);
    for (let ms = 1; ms < 90; ms++) {
      rig.goTo(300);
      rig.run.resume();
    }
    rig.goTo(300);
    const fiber = rig.paused.at(-1)!.fiber!;
    for (let i = 0; i < 5; i++) rig.run.stepBack(fiber);
    const { place } = rig;
    rig.run.step('over');
    expect(rig.courses).toHaveLength(2);
    rig.goTo(300);
    expect(rig.world.timeMs).toBeLessThanOrEqual(place.atMs + 1);
    rig.run.setBreakpoints([]);
    rig.run.resume();
    rig.goTo(400);
    rig.end();
    for (const sink of rig.sinks) expect(verifyRun(sink.bytes(), { trustedSealKeys: [] }).result).toBe('same');
  });

  it('can be taken back over its whole last ten seconds, with bounded keyframes however long it runs', () => {
    const rig = straight(0);
    rig.goTo(30_000);
    rig.pause();
    expect(rig.run.timeline).toEqual({ fromMs: 0, toMs: 30_000 });
    for (const ms of [29_999, 25_000, 20_050, 9000, 100]) {
      rig.run.rewind(ms);
      expect(rig.world.timeMs).toBe(ms);
    }
  });
});

describe('a variable that is changed by hand', () => {
  const STEPS = `let speed = 30;\nlet name = "a";\nwhile (time() < 200) {\n  car.drive(speed, speed);\n  log(name, speed);\n  wait(20);\n}\n`;

  function changed(): Rig {
    const rig = new Rig(STEPS, ['car.drive']);
    rig.goTo(400);
    rig.run.edit({ at: rig.variable('speed').at, value: 80 });
    rig.run.resume();
    rig.goTo(400);
    rig.run.edit({ at: rig.variable('name').at, value: '好' });
    rig.run.edit({ at: rig.variable('speed').at, value: -0 });
    rig.run.setBreakpoints([]);
    rig.run.resume();
    rig.goTo(100);
    rig.pause();
    rig.run.edit({ at: rig.variable('speed').at, value: 55 });
    return rig;
  }

  it('is in the recording, which is then the same, and says so', () => {
    const rig = changed();
    rig.run.resume();
    rig.goTo(400);
    expect(rig.run.setup.summary()).toMatchObject({ ended: 'finished' });
    expect(verifyRun(rig.sinks[0]!.bytes(), { trustedSealKeys: [] })).toMatchObject({ result: 'same', isChangedByHand: true });
    expect(
      opened(rig.sinks[0]!.bytes())
        .log.map(({ text }) => text)
        .slice(0, 3),
    ).toEqual(['a 80', '好 -0', '好 -0']);
    expect(opened(rig.sinks[0]!.bytes()).interventions).toEqual([
      { kind: 'edited', atMs: 0, value: 80 },
      { kind: 'edited', atMs: 20, value: '好' },
      { kind: 'edited', atMs: 20, value: -0 },
      { kind: 'edited', atMs: 100, value: 55 },
    ]);
  });

  it('is the same also where the program was stopped right after', () => {
    const rig = changed();
    rig.end();
    expect(verifyRun(rig.sinks[0]!.bytes(), { trustedSealKeys: [] })).toMatchObject({ result: 'same', isChangedByHand: true });
  });

  it('says nothing where nobody changed anything', () => {
    const rig = new Rig(STEPS);
    rig.goTo(400);
    expect(verifyRun(rig.sinks[0]!.bytes(), { trustedSealKeys: [] })).toEqual({ result: 'same', evidence: 'recomputed' });
  });

  it('is changed again when the run is taken back past it', () => {
    const rig = changed();
    rig.run.rewind(70);
    expect(rig.variable('speed').text).toBe('-0');
    rig.run.rewind(10);
    expect(rig.variable('speed').text).toBe('80');
  });
});

describe('a run that has ended', () => {
  const FAILS =
    'let items: number[] = [1, 2];\nwait(40);\nitems.pop();\nwait(60);\nlog(items.reduce((a, b) => a + b));\nitems.pop();\nlog(items.reduce((a, b) => a + b));\n';

  it('can be looked at again: it stands before the statement at which it failed, and at any moment before', () => {
    const rig = new Rig(FAILS);
    rig.goTo(500);
    expect(rig.run.setup.summary().error?.code).toBe('program.empty-reduce');
    expect(rig.run.timelineOfEnd).toEqual({ fromMs: 0, toMs: 100 });
    expect(rig.run.reopen().ok).toBe(true);
    rig.run.rewind(100);
    expect(rig.paused.at(-1)!.position).toMatchObject({ start: FAILS.lastIndexOf('log(') });
    expect(rig.variable('items').text).toBe('[]');
    rig.run.rewind(50);
    expect([rig.world.timeMs, rig.variable('items').text]).toEqual([50, '[1]']);
    rig.run.stop();
    expect(rig.courses).toHaveLength(1);
  });

  it('was recorded once, whatever was looked at; who goes on begins a branch', () => {
    const rig = straight(900, drivesByHand);
    const digest = rig.end();
    expect(rig.run.reopen().ok).toBe(true);
    rig.run.rewind(430);
    const { place } = rig;
    expect(rig.run.isOver).toBe(true);
    rig.run.rewind(100);
    rig.run.rewind(430);
    expect(rig.place).toEqual(place);
    rig.run.resume();
    expect(rig.run.isOver).toBe(false);
    rig.goTo(1200);
    rig.end();
    const files = rig.sinks.map((sink) => sink.bytes());
    expect(files.map((bytes) => verifyRun(bytes, { trustedSealKeys: [] }).result)).toEqual(['same', 'same']);
    const [first, second] = files.map(opened);
    expect(first!.summary).toMatchObject({ ended: 'stopped', simTimeS: 0.9, digest });
    expect(second!.header.branch).toEqual({ atMs: 430 });
    expect(second!.summary!.simTimeS).toBe(1.2);
  });
});
