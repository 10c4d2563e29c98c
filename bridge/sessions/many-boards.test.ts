import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManyBoards, type OneBoard } from './testing/many-boards.ts';
import { requestOf } from './testing/emulated-devices.ts';

const PIN_LED = 13;
/** Two reports of the sensors, a slice of the program and the way there and back. */
const ANSWER_MS_MAX = 20;
const STOP_MS_MAX = 30;
const PRESSES = 6;

const ANSWERS = 'forever(() => {\n  led.set(button.pressed() ? "red" : "off");\n  wait(2);\n});\n';
const FLOODS = 'while (true) {\n  car.drive(random(20, 90), random(-90, -20));\n  led.set(random(0, 1) === 0 ? "red" : "off");\n}\n';
const HANGS = 'car.drive(60, 60);\nlet n = 0;\nwhile (true) {\n  n += 1;\n}\n';
const DRIVES = (power: number): string => `forever(() => {\n  car.drive(${power}, -${power});\n  wait(5);\n});\n`;

const rig = new ManyBoards({ count: 8 });
const [answers, floods, hangs, frozen, ...others] = rig.boards as [OneBoard, OneBoard, OneBoard, OneBoard, ...OneBoard[]];

async function run({ session }: OneBoard, text: string): Promise<void> {
  expect(await session.run(requestOf(text))).toEqual({ ok: true, value: undefined });
}

/** From a press of the board's button to its lamp, ms. */
async function answerMs({ car }: OneBoard): Promise<number> {
  const isLit = (): boolean => car.chip.isDrivenHigh(PIN_LED);
  car.press(true);
  const ms = await rig.until(isLit, 1000);
  car.press(false);
  await rig.until(() => !isLit(), 1000);
  return ms;
}

async function slowestAnswer(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < PRESSES; i++) {
    await rig.runMs(3 + i);
    times.push(await answerMs(answers));
  }
  return Math.max(...times);
}

beforeAll(() => rig.connect());
afterAll(async () => {
  await rig.settle(rig.devices.close());
  expect(rig.bugs).toEqual([]);
  expect(rig.clock.timers.size).toBe(0);
});

describe('eight boards on one bridge', () => {
  it('run a program each, and each drives its own motors', async () => {
    await Promise.all(others.map((board, index) => run(board, DRIVES(20 + 10 * index))));
    await rig.runMs(30);
    const powers = others.map(({ car }) => Math.round(car.telemetry().leftPercent / 10) * 10);
    expect(powers).toEqual(others.map((_, index) => 20 + 10 * index));
  });

  it('answer as quickly while one is flooded by its program, one hangs in its program and one takes no more bytes', async () => {
    await run(answers, ANSWERS);
    await run(floods, FLOODS);
    await run(hangs, HANGS);
    await run(frozen, DRIVES(50));
    await rig.until(() => [floods, hangs, frozen].every((board) => board.isDriving));
    frozen.isFrozen = true;
    await rig.runMs(50);
    expect(await slowestAnswer()).toBeLessThanOrEqual(ANSWER_MS_MAX);
    for (const board of [answers, floods, hangs, ...others]) expect(board.session.status).toEqual({ state: 'running' });
  });

  it('stop one by one: a stopped one rests at once, and the others drive on', async () => {
    for (const board of [floods, hangs, others[0]!]) {
      await board.session.stop();
      expect(await rig.until(() => !board.isDriving, 1000)).toBeLessThanOrEqual(STOP_MS_MAX);
    }
    for (const board of others.slice(1)) expect(board.isDriving).toBe(true);
  });

  it('lose the one that is pulled out, and have it again when it is put back', async () => {
    const [, pulled, ...stay] = others as [OneBoard, OneBoard, ...OneBoard[]];
    pulled.unplug();
    expect(pulled.session.status).toMatchObject({ state: 'lost', problem: { code: 'device.vanished' } });
    // Its own watchdog.
    expect(await rig.until(() => !pulled.isDriving, 1000)).toBeLessThanOrEqual(350);
    expect(stay.every(({ isDriving }) => isDriving)).toBe(true);
    pulled.plug();
    await rig.connect([pulled]);
    await run(pulled, DRIVES(70));
    await rig.until(() => pulled.isDriving, 100);
  });

  it('are let go all at once, whatever one of them does', async () => {
    rig.devices.stopAll();
    const driving = (): boolean => [floods, hangs, ...others].some((board) => board.isDriving);
    expect(await rig.until(() => !driving(), 1000)).toBeLessThanOrEqual(STOP_MS_MAX);
    const before = rig.nowMs;
    await rig.settle(frozen.session.close());
    expect(rig.nowMs - before).toBeLessThanOrEqual(600);
  });
});
