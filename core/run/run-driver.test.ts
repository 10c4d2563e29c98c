import { describe, expect, it } from 'vitest';
import { World } from '../sim/world.ts';
import { SimRobot } from '../sim/sim-robot.ts';
import { EXACT_KIT, trackOf } from '../sim/testing/tracks.ts';
import { LiveRobot } from './live-robot.ts';
import { paceRun } from './pace.ts';
import { LiveTime, PacedTime, SimulatedTime } from './robot-time.ts';
import { createRunDriver, QUOTA_PER_MS, type RunDriverOptions, type RunEvent } from './run-driver.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { ScriptedVm, type ScriptStep } from './testing/scripted-vm.ts';

const newWorld = (): World => new World({ profile: EXACT_KIT, track: trackOf(), seed: 1 });

function setUp(script: () => Generator<ScriptStep, void>, options: Partial<RunDriverOptions> = {}) {
  const world = newWorld();
  const port = new SimRobot(world);
  const vm = new ScriptedVm(script);
  const driver = createRunDriver({ vm, port, time: new SimulatedTime(() => world.step()), ...options });
  const events: RunEvent[] = [];
  driver.events.subscribe((event) => events.push(event));
  return { world, port, vm, driver, events };
}

function* endless(): Generator<ScriptStep, void> {
  for (;;) yield { work: 100 };
}

describe('a run', () => {
  it('gives an endless loop its quota each millisecond, and ends at its limit', () => {
    const { driver, vm, events, world } = setUp(endless, { limitMs: 50 });
    driver.start();
    driver.advance();
    expect(vm.instructions).toBe(50 * QUOTA_PER_MS);
    expect(world.timeMs).toBe(50);
    expect(events).toEqual([{ kind: 'ended', atMs: 50, end: 'time-limit' }]);
  });

  it('lets time pass while every fiber sleeps', () => {
    const { driver, vm, events } = setUp(function* () {
      yield { work: 10 };
      yield { sleepUntilMs: 500 };
      yield { work: 10 };
    });
    driver.start();
    driver.advance();
    expect(vm.turns).toHaveLength(2);
    expect(events).toEqual([{ kind: 'ended', atMs: 500, end: 'finished' }]);
  });

  it('turns the motors off at its end, whatever they did', () => {
    const { driver, world } = setUp(function* () {
      world.setMotors(50, 50);
      yield { sleepUntilMs: 10 };
    });
    driver.start();
    driver.advance();
    expect(world.motors).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });

  it('ends with the program’s fault', () => {
    const fault = { code: 'vm.memory-limit', params: { limitMb: 1 }, stack: [] } as const;
    const { driver, events } = setUp(function* () {
      yield { fault };
    });
    driver.start();
    driver.advance();
    expect(events).toEqual([{ kind: 'ended', atMs: 0, end: 'error', fault }]);
    expect(driver.state).toBe('ended');
  });

  it('stops once, and says so once', () => {
    const { driver, events } = setUp(endless);
    driver.start();
    driver.stop();
    driver.stop();
    driver.advance();
    expect(events).toEqual([{ kind: 'ended', atMs: 0, end: 'stopped' }]);
  });

  it('does the same whether or not it is halted on its way', () => {
    function* script(): Generator<ScriptStep, void> {
      for (let i = 0; i < 40; i++) yield { work: 1234 };
    }
    function* halted(): Generator<ScriptStep, void> {
      for (const step of script()) {
        yield { breakpoint: true };
        yield step;
      }
    }
    const [plain, broken] = [setUp(script), setUp(halted)];
    for (const { driver } of [plain, broken]) {
      driver.start();
      driver.advance();
    }
    while (broken.driver.state === 'paused') {
      broken.driver.resume();
      broken.driver.advance();
    }
    expect(broken.events.filter(({ kind }) => kind === 'paused')).toHaveLength(40);
    expect(broken.events.at(-1)).toEqual(plain.events.at(-1));
    expect(broken.vm.instructions).toBe(plain.vm.instructions);
  });

  it('steps a statement at a time, through one that waits', () => {
    const { driver, events, world } = setUp(function* () {
      yield { work: 5 };
      yield { sleepUntilMs: 30 };
      yield { work: 5 };
    });
    driver.start({ paused: true });
    driver.advance();
    expect(events.at(-1)).toMatchObject({ kind: 'paused', atMs: 0, position: { start: 3, end: 7 } });
    driver.step();
    driver.advance();
    expect(events.at(-1)).toMatchObject({ kind: 'paused', atMs: 30 });
    expect(world.timeMs).toBe(30);
  });

  it('knows where it stands when it is paused from outside', () => {
    const { driver, events } = setUp(endless);
    driver.start();
    driver.pause();
    expect(events).toMatchObject([{ kind: 'paused', position: { start: 3 } }]);
    driver.advance();
    expect(driver.state).toBe('paused');
  });
});

describe('a paced run', () => {
  function paced(script: () => Generator<ScriptStep, void>, speed: number) {
    const clock = new ManualClock();
    const world = newWorld();
    const time = new PacedTime({ step: () => world.step(), clock, speed });
    const vm = new ScriptedVm(script);
    const driver = createRunDriver({ vm, port: new SimRobot(world), time });
    driver.start();
    paceRun({ driver, time, clock });
    return { clock, world, vm, driver };
  }

  it.each([0.5, 1, 4])('keeps to the clock × %f', (speed) => {
    const { clock, world } = paced(endless, speed);
    clock.advance(1000);
    expect(Math.abs(world.timeMs - 1000 * speed)).toBeLessThanOrEqual(5 * speed);
  });

  it('leaves the thread after a few milliseconds of work', () => {
    let longestMs = 0;
    let sliceStartMs = 0;
    const clock = new ManualClock();
    const world = newWorld();
    // Each simulated millisecond costs one real millisecond: far too slow for 10 × real time.
    const step = (): void => {
      world.step();
      clock.spend(1);
      longestMs = Math.max(longestMs, clock.nowMs() - sliceStartMs);
    };
    const time = new PacedTime({ step, clock, speed: 10 });
    const driver = createRunDriver({ vm: new ScriptedVm(endless), port: new SimRobot(world), time });
    const beginSlice = time.beginSlice.bind(time);
    time.beginSlice = () => {
      sliceStartMs = clock.nowMs();
      beginSlice();
    };
    driver.start();
    paceRun({ driver, time, clock });
    clock.advance(500);
    expect(longestMs).toBeLessThanOrEqual(5);
    expect(world.timeMs).toBeGreaterThan(200);
  });

  it('stands still while paused, and owes nothing after', () => {
    const { clock, world, driver } = paced(endless, 1);
    clock.advance(100);
    driver.pause();
    const atMs = world.timeMs;
    clock.advance(10_000);
    expect(world.timeMs).toBe(atMs);
    driver.resume();
    clock.advance(100);
    expect(world.timeMs - atMs).toBeLessThanOrEqual(105);
  });

  it('leaves no timer behind', () => {
    const { clock, driver } = paced(endless, 1);
    clock.advance(100);
    driver.stop();
    expect(clock.timerCount).toBe(0);
  });
});

describe('a live run', () => {
  it('wakes when its program does, and not before', () => {
    const clock = new ManualClock();
    const world = newWorld();
    const robot = new LiveRobot(new SimRobot(world), clock);
    const vm = new ScriptedVm(function* () {
      yield { sleepUntilMs: 700 };
      yield { work: 1 };
    });
    const driver = createRunDriver({ vm, port: robot, time: robot.time });
    driver.start();
    paceRun({ driver, time: robot.time, clock });
    clock.advance(699);
    expect(driver.state).toBe('running');
    expect(vm.turns).toHaveLength(1);
    clock.advance(2);
    expect(driver.state).toBe('ended');
  });

  it('gives a program the quota of 20 missed milliseconds at most', () => {
    const clock = new ManualClock();
    const time = new LiveTime(clock);
    clock.spend(5000);
    let passed = 0;
    while (time.pass()) passed++;
    expect(passed).toBe(20);
  });

  it('turns the motors off while paused and on again after, and its time stands still', () => {
    const clock = new ManualClock();
    const world = newWorld();
    const robot = new LiveRobot(new SimRobot(world), clock);
    robot.write('motors', [40, 30]);
    clock.spend(10);
    robot.time.hold();
    expect(world.motors).toMatchObject({ leftPercent: 0, rightPercent: 0 });
    robot.write('motors', [20, 25]);
    expect(world.motors).toMatchObject({ leftPercent: 0, rightPercent: 0 });
    clock.spend(9000);
    expect(robot.nowMs()).toBe(10);
    robot.time.release();
    expect(robot.nowMs()).toBe(10);
    expect(world.motors).toMatchObject({ leftPercent: 20, rightPercent: 25 });
  });

  it('that is stopped while paused leaves the motors off', () => {
    const world = newWorld();
    const robot = new LiveRobot(new SimRobot(world), new ManualClock());
    robot.write('motors', [40, 30]);
    robot.time.hold();
    robot.stopAll();
    robot.time.release();
    expect(world.motors).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });
});
