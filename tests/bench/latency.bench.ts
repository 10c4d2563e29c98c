/**
 * Both ways of the whole path on the emulated board: a digital write to the change of its pin, and a button's pin to what the program reads. A
 * student's program on our VM and FirmataRobot, against johnny-five alone on the same board over the same wire, side by side within one run.
 * A pin's change is stamped in the board's thread when it happens.
 */
import { startVirtualCar, type VirtualCarDevice } from '../../bridge/emulator/virtual-car-device.ts';
import { verifyProgram } from '../../core/bytecode/verifier.ts';
import type { Clock } from '../../core/device/clock.ts';
import { openFirmataBoard, type FirmataBoard } from '../../core/device/firmata/firmata-board.ts';
import { connectFirmataRobot } from '../../core/device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../../core/device/firmata/firmata-robot.ts';
import { createCompiler } from '../../core/language/compile.ts';
import { baudsOf, type RobotProfile } from '../../core/robot/profile.ts';
import { LiveRobot } from '../../core/run/live-robot.ts';
import { paceRun } from '../../core/run/pace.ts';
import { setUpRun } from '../../core/run/run-setup.ts';
import type { Vm } from '../../core/vm/vm.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { quantile } from './measure.ts';

const SAMPLES = 400;
const OVERHEAD_MS_MAX = 0.5;
/** The lamp, which a program can set. */
const PROGRAM_PIN = 13;
/** On another port of the chip: two clients of one port would overwrite each other's bits. */
const PEER_PIN = 3;
const PEER_EVERY_MS = 9;
/** The button's: two clients may both read it. */
const BUTTON_PIN = 2;
const PRESS_EVERY_MS = 23;
const BLINKS = `while (true) {
  led.set('red');
  wait(7);
  led.off();
  wait(8);
}
`;
const WATCHES = `while (true) {
  button.pressed();
  wait(1);
}
`;

const nowMs = (): number => performance.timeOrigin + performance.now();

/** Times between a write and the change it makes; writes and changes of one pin come in the same order. */
class Latencies {
  readonly ms: number[] = [];
  readonly #pending: number[] = [];

  wrote(atMs: number): void {
    this.#pending.push(atMs);
  }

  changed(atMs: number): void {
    const wroteAtMs = this.#pending.shift();
    if (wroteAtMs !== undefined) this.ms.push(atMs - wroteAtMs);
  }

  quantile(share: number): number {
    return quantile(this.ms, share);
  }
}

interface Joined {
  readonly peer: FirmataBoard;
  readonly robot: FirmataRobot;
}

/** Two clients on one stream. The peer comes first: a robot takes a second handshake for a board that was reset. */
async function join(car: VirtualCarDevice, profile: RobotProfile): Promise<Joined> {
  const opened = await car.opener.open({ baud: baudsOf(profile)[0] });
  if (!opened.ok) throw new Error(opened.fault.code);
  const peer = await openFirmataBoard(opened.value, car.clock, profile);
  if (!peer.ok) throw new Error(peer.fault.code);
  const robot = await connectFirmataRobot({ stream: opened.value, profile, clock: car.clock });
  if (!robot.ok) throw new Error(robot.fault.code);
  return { peer: peer.value, robot: robot.value };
}

interface Running {
  readonly live: LiveRobot;
  readonly vm: Vm;
  stop(): void;
}

/** @param prepare before it starts: what is measured of it */
function runProgram(
  robot: FirmataRobot,
  { clock }: VirtualCarDevice,
  text: string,
  prepare: (run: Omit<Running, 'stop'>) => void,
): Running {
  const { program } = createCompiler().compile([{ path: 'main.ts', text }], robot.profile);
  const verified = program && verifyProgram(program);
  if (!verified?.ok) throw new Error('the bench does not compile');
  const live = new LiveRobot(robot, clock);
  const { vm, driver } = setUpRun({ program: verified.value, source: [], robot: live, time: live.time, seed: 1, isLive: true });
  prepare({ live, vm });
  driver.start();
  const leave = paceRun({ driver, time: live.time, clock });
  return {
    ...{ live, vm },
    stop() {
      leave();
      driver.stop();
    },
  };
}

/** From the moment the VM gets its turn: its own work counts. */
function stampWrites({ live, vm }: Omit<Running, 'stop'>, latencies: Latencies): void {
  const run = vm.run.bind(vm);
  let turnAtMs = 0;
  vm.run = (budget) => {
    turnAtMs = nowMs();
    return run(budget);
  };
  const write = live.write.bind(live);
  live.write = (output, values) => {
    latencies.wrote(turnAtMs);
    write(output, values);
  };
}

/** By the same clock as the program, so that both meet the board's thread at the same moments. @returns stops it. */
function runPeer({ board, io }: FirmataBoard, clock: Clock, latencies: Latencies): () => void {
  board.pinMode(PEER_PIN, io.MODES.OUTPUT);
  let isHigh = false;
  let cancel = clock.after(PEER_EVERY_MS, function turn() {
    isHigh = !isHigh;
    latencies.wrote(nowMs());
    board.digitalWrite(PEER_PIN, isHigh ? 1 : 0);
    cancel = clock.after(PEER_EVERY_MS, turn);
  });
  return () => cancel();
}

function rows(what: string, ours: Latencies, peer: Latencies): readonly [BenchRow, BenchRow] {
  const row = (name: string, share: number): BenchRow => {
    const value = ours.quantile(share);
    const reference = peer.quantile(share);
    return {
      ...{ what: `${what}, ${name}`, value, unit: 'ms' },
      ...{ reference: { what: 'johnny-five alone', value: reference }, ratio: reference / value },
    };
  };
  return [row('p50', 0.5), row('p99', 0.99)];
}

async function writeToPin({ peer, robot }: Joined, car: VirtualCarDevice): Promise<readonly BenchRow[]> {
  const ours = new Latencies();
  const theirs = new Latencies();
  const stopPeer = runPeer(peer, car.clock, theirs);
  const program = runProgram(robot, car, BLINKS, (run) => stampWrites(run, ours));
  car.watchPins([PROGRAM_PIN, PEER_PIN]);
  await new Promise<void>((resolve) =>
    car.pinChanges.subscribe(({ pin, hostMs }) => {
      (pin === PROGRAM_PIN ? ours : theirs).changed(hostMs);
      if (Math.min(ours.ms.length, theirs.ms.length) >= SAMPLES) resolve();
    }),
  );
  program.stop();
  stopPeer();
  const [median, slowest] = rows('digital write to pin change', ours, theirs);
  const reached = median.value - (median.reference?.value ?? 0) <= OVERHEAD_MS_MAX;
  return [{ ...median, target: `≤ ${OVERHEAD_MS_MAX} ms more`, reached }, slowest];
}

/** johnny-five calls back when it hears of a change; a program finds it when it looks, each millisecond. */
async function pinToValue({ peer, robot }: Joined, car: VirtualCarDevice): Promise<readonly BenchRow[]> {
  const ours = new Latencies();
  const theirs = new Latencies();
  let heard = -1;
  peer.board.pinMode(BUTTON_PIN, peer.io.MODES.PULLUP);
  peer.io.digitalRead(BUTTON_PIN, (level) => {
    if (level !== heard && heard >= 0) theirs.changed(nowMs());
    heard = level;
  });
  await new Promise((resolve) => setTimeout(resolve, 10 * PRESS_EVERY_MS));
  let isPressed = false;
  const program = runProgram(robot, car, WATCHES, ({ live }) => {
    const read = live.read.bind(live);
    live.read = (input, index) => {
      const value = read(input, index);
      if (input === 'button' && value !== isPressed) ours.changed(nowMs());
      if (input === 'button') isPressed = value === true;
      return value;
    };
  });
  for (let isDown = true; Math.min(ours.ms.length, theirs.ms.length) < SAMPLES; isDown = !isDown) {
    const atMs = nowMs();
    ours.wrote(atMs);
    theirs.wrote(atMs);
    car.press(isDown);
    await new Promise((resolve) => setTimeout(resolve, PRESS_EVERY_MS));
  }
  program.stop();
  return rows('pin change to program’s value', ours, theirs);
}

export const latencyBench: Bench = {
  name: 'latency',
  async run() {
    const profile = shippedProfile(DEFAULT_PROFILE_ID);
    const track = shippedTrack(DEFAULT_TRACK_ID);
    if (profile === undefined || track === undefined) throw new Error('the default car and track ship');
    const car = startVirtualCar({ profile, track, seed: 1 });
    try {
      const joined = await join(car, profile);
      const found = [...(await writeToPin(joined, car)), ...(await pinToValue(joined, car))];
      joined.peer.release();
      await joined.robot.close();
      return found;
    } finally {
      await car.close();
    }
  },
};
