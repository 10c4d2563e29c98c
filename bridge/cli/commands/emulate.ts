/** `guiji emulate`: an emulated board in a simulated car on its own, for other tools, until Ctrl-C. Layer: bridge/cli. Contract: docs/cli.md. */
import type { Fault, Result } from '../../../core/base/result.ts';
import { fail, ok } from '../../../core/base/result.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { DEFAULT_TRACK_ID } from '../../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID } from '../../../firmware-profiles/index.ts';
import { loadBoardImages } from '../../emulator/firmware-image.ts';
import { servePty } from '../../emulator/serve-pty.ts';
import { serveTcp, type ServedPort } from '../../emulator/serve-tcp.ts';
import { startVirtualCar, type VirtualCarDevice, type VirtualCarOptions } from '../../emulator/virtual-car-device.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { carNamed, trackNamed } from '../named-data.ts';
import { kitImagesIn } from '../pack-documents.ts';

interface EmulateFlags {
  readonly profile: string;
  readonly track: string;
  readonly pty?: string;
  readonly tcp?: string;
  readonly blank?: boolean;
  readonly bootloader?: string;
  readonly data?: string;
}

const SEED = 1;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const registerEmulate: RegisterCommand = (program, run) => {
  program
    .command('emulate')
    .description('an emulated board on its own, for other tools')
    .option('--profile <id>', 'id or file of a kit, or PACK/KIT', DEFAULT_PROFILE_ID)
    .option('--track <track>', 'the track the car stands on: id or file, or PACK/TRACK', DEFAULT_TRACK_ID)
    .option('--pty <path>', 'its port as a pseudo-terminal at this path (not on Windows)')
    .option('--tcp <port>', 'its port over TCP on this computer; 0: any free one')
    .option('--blank', 'a bootloader and no firmware')
    .option('--data <dir>', 'where packs and the school’s kits are')
    .option('--bootloader <image>', 'another bootloader of the kit than its first')
    .action((flags: EmulateFlags) => run((context) => emulate(flags, context)));
};

interface EmulatePlan {
  readonly car: VirtualCarOptions;
  readonly tcpPort: number | undefined;
}

async function planOf(flags: EmulateFlags, context: CliContext): Promise<Result<EmulatePlan>> {
  if (flags.pty === undefined && flags.tcp === undefined) return fail('cli.usage', { what: '--pty PATH, --tcp PORT' });
  const tcpPort = flags.tcp === undefined ? undefined : Number(flags.tcp);
  if (tcpPort !== undefined && !(/^\d+$/.test(flags.tcp ?? '') && tcpPort <= 65_535))
    return fail('cli.usage', { what: `--tcp ${flags.tcp}` });
  const profile = await carNamed(flags.profile, context.language, flags.data);
  if (!profile.ok) return profile;
  const board = withBootloader(profile.value, flags.bootloader);
  if (!board.ok) return board;
  const track = await trackNamed(flags.track, context.language, flags.data);
  if (!track.ok) return track;
  const car = { profile: board.value, track: track.value, seed: SEED, blank: flags.blank ?? false, restsWhenIdle: false };
  return ok({ car, tcpPort });
}

/** The kit as if this bootloader were its likeliest. Errors: `cli.unknown-name`. */
function withBootloader(profile: RobotProfile, image: string | undefined): Result<RobotProfile> {
  if (image === undefined) return ok(profile);
  const { bootloaders } = profile.board;
  const chosen = bootloaders.find((each) => 'image' in each && each.image === image);
  const known = bootloaders.flatMap((each) => ('image' in each && each.image !== undefined ? [each.image] : [])).join(', ');
  if (chosen === undefined) return fail('cli.unknown-name', { kind: 'bootloader', name: image, known });
  return ok({ ...profile, board: { ...profile.board, bootloaders: [chosen, ...bootloaders.filter((each) => each !== chosen)] } });
}

async function emulate(flags: EmulateFlags, context: CliContext): Promise<CommandOutcome> {
  const plan = await planOf(flags, context);
  if (!plan.ok) return { exitCode: 2, fault: plan.fault };
  const { car, tcpPort } = plan.value;
  const read = await kitImagesIn(flags.data).readerFor(car.profile);
  const images = loadBoardImages(car.profile, { blank: car.blank ?? false, read });
  if (!images.ok) return { exitCode: 3, fault: images.fault };
  // From the first moment on: a helper process of the pseudo-terminal must not outlive us.
  const stopped = untilSignal();
  const device = startVirtualCar({ ...car, images: images.value });
  const served: ServedPort[] = [];
  try {
    const ready = await device.ready;
    if (!ready.ok) return { exitCode: 3, fault: ready.fault };
    const fault = await serveAll(device, { pty: flags.pty, tcpPort }, served);
    if (fault !== undefined) return { exitCode: 3, fault };
    const addresses = served.map(({ address }) => address);
    announce({ profile: car.profile.id, track: car.track.id, ports: addresses }, context);
    const failure = await Promise.race([stopped, untilFailure(device)]);
    return failure === undefined ? { exitCode: 0, json: undefined, lines: [] } : { exitCode: 3, fault: failure };
  } finally {
    await Promise.all(served.map((port) => port.close()));
    await device.close();
  }
}

async function serveAll(
  device: VirtualCarDevice,
  { pty, tcpPort }: { readonly pty: string | undefined; readonly tcpPort: number | undefined },
  served: ServedPort[],
): Promise<Fault | undefined> {
  const starts = [
    tcpPort === undefined ? undefined : () => serveTcp(device, tcpPort),
    pty === undefined ? undefined : () => servePty(device, pty),
  ];
  for (const start of starts) {
    const port = await start?.();
    if (port === undefined) continue;
    if (!port.ok) return port.fault;
    served.push(port.value);
  }
  return undefined;
}

/** At once, not at the end: whoever started us waits for it. With --json it is the one object on stdout. */
function announce(
  ready: { readonly profile: string; readonly track: string; readonly ports: readonly string[] },
  context: CliContext,
): void {
  if (context.json) process.stdout.write(`${JSON.stringify(ready)}\n`);
  else for (const port of ready.ports) process.stdout.write(`${port}\n`);
}

function untilSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(undefined));
  });
}

function untilFailure(device: VirtualCarDevice): Promise<Fault> {
  return new Promise((resolve) => device.failures.subscribe(resolve));
}
