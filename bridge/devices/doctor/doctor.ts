/** Gathers what core/device/doctor judges: USB, ports, boards, network, computer. Layer: bridge/devices. */
import { connect } from 'node:net';
import type { ByteStreamOpener } from '../../../core/device/byte-stream.ts';
import type { Clock } from '../../../core/device/clock.ts';
import { diagnose, type Finding } from '../../../core/device/doctor/diagnose.ts';
import type { BoardAnswer, DoctorFacts, PortFact, RobotFact } from '../../../core/device/doctor/doctor-facts.ts';
import { examineBoard } from '../../../core/device/doctor/examine-board.ts';
import { examineRobot } from '../../../core/device/doctor/examine-robot.ts';
import { baudsOf, type RobotProfile } from '../../../core/robot/profile.ts';
import type { DeviceInfo } from '../device-list.ts';
import { computerFacts, networkFacts, type NetworkBasics } from './computer-facts.ts';
import { portFacts } from './port-facts.ts';
import type { SystemPort } from './system-port.ts';
import { usbFacts } from './usb-facts.ts';

export interface DoctorOptions {
  readonly system: SystemPort;
  readonly clock: Clock;
  readonly wallClockMs: number;
  readonly ownPid: number;
  readonly dataFolder: string;
  readonly devices: readonly DeviceInfo[];
  /** Those that a session of this bridge has. */
  readonly inUse: ReadonlySet<string>;
  readonly openerOf: (deviceId: string) => ByteStreamOpener;
  readonly profileOf: (device: DeviceInfo) => RobotProfile;
  /** Absent: nobody asked for other computers. */
  readonly network?: Omit<NetworkBasics, 'reaches'>;
}

/** Asks the system and each free board, some 10 s for one that does not answer; boards side by side. */
export async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  return diagnose(await gatherFacts(options));
}

async function gatherFacts(options: DoctorOptions): Promise<DoctorFacts> {
  const { system, devices, inUse, ownPid, dataFolder, wallClockMs, network } = options;
  const serial = devices.filter(({ kind }) => kind === 'serial');
  const known = serial.map(({ id, usb }) => ({ port: id, isOurs: inUse.has(id), ...usb }));
  const [usb, ports, computer, net, brailleTakesPorts] = await Promise.all([
    usbFacts(system),
    portFacts(system, known, ownPid),
    computerFacts(system, dataFolder, wallClockMs),
    network && networkFacts(system, { ...network, reaches }),
    brltty(system),
  ]);
  const boards = await examineBoards(options, ports);
  return {
    ...{ system: system.system, ports: boards.ports, robots: boards.robots, brailleTakesPorts, computer },
    ...(usb === undefined ? {} : { usb }),
    ...(net === undefined ? {} : { network: net }),
  };
}

async function examineBoards(
  { clock, openerOf, profileOf, devices }: DoctorOptions,
  ports: readonly PortFact[],
): Promise<{ readonly ports: readonly PortFact[]; readonly robots: readonly RobotFact[] }> {
  // Side by side: each has a port of its own, and one that is silent takes its time.
  const seen = await Promise.all(
    ports.map(async (fact): Promise<{ readonly port: PortFact; readonly robot?: RobotFact }> => {
      const device = devices.find(({ id }) => id === fact.port);
      if (device === undefined || fact.isOurs || !fact.mayOpen || fact.heldBy.length > 0) return { port: fact };
      const profile = profileOf(device);
      const opener = openerOf(fact.port);
      const bootloaderBauds = profile.board.bootloaders.flatMap((boot) => (boot.protocol === 'stk500v1' ? [boot.baud] : []));
      const board = await examineBoard({ opener, clock, bauds: baudsOf(profile), bootloaderBauds });
      const port = { ...fact, board };
      return isDrivable(board) ? { port, robot: await examineRobot({ device: fact.port, opener, clock, profile }) } : { port };
    }),
  );
  return { ports: seen.map(({ port }) => port), robots: seen.flatMap(({ robot }) => robot ?? []) };
}

const isDrivable = (board: BoardAnswer): boolean => board.kind === 'firmata' && board.major === 2 && board.baud === board.wantedBaud;

/** brltty claims CH340 boards, whose USB ids some braille displays share. */
async function brltty(system: SystemPort): Promise<boolean> {
  if (system.system !== 'linux') return false;
  return (await Promise.all(['/usr/bin/brltty', '/sbin/brltty'].map((file) => system.mayOpen(file)))).some(Boolean);
}

const REACH_MS_MAX = 1500;

function reaches(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: REACH_MS_MAX });
    const end = (reached: boolean): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
