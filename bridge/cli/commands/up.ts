/** `guiji up`: the bridge with the IDE, until Ctrl-C. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, ok, type Fault, type Result } from '../../../core/base/result.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import { sentence } from '../../../core/words/sentence.ts';
import type { JoinDefaults } from '../../class/classroom.ts';
import type { Certificate } from '../../server/certificate.ts';
import type { BridgeProcess } from '../bridge-process.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A board that hangs must not keep the terminal. */
const CLOSE_MS_MAX = 5000;
const PORT_MAX = 65_535;
const EXIT_FAILED = 3;

interface UpFlags {
  readonly port?: string;
  readonly lan?: boolean;
  readonly data?: string;
  readonly open: boolean;
  readonly cert?: string;
  readonly key?: string;
  readonly join?: string;
  readonly code?: string;
  readonly seat?: string;
  readonly nickname?: string;
  readonly personalCode?: string;
}

const WORDS: { readonly [L in Language]: Readonly<Record<'ready' | 'lan' | 'stopping' | 'joined' | 'notJoined', string>> } = {
  'zh-CN': {
    ready: '轨迹实验室已启动。请在浏览器里打开上面的地址；作品保存在 {data}。按 Ctrl-C 停止。',
    lan: '同一网络里的其他设备请打开：{addresses}',
    stopping: '正在停止所有机器人……',
    joined: '已用“{nickname}”的名字加入课堂“{title}”。',
    notJoined: '还没有加入课堂：{message} 可以在网页上再试。',
  },
  en: {
    ready: 'Guiji Lab is running. Open the address above in a browser; work is kept in {data}. Press Ctrl-C to stop.',
    lan: 'Other devices on the same network open: {addresses}',
    stopping: 'Stopping every robot…',
    joined: 'Joined the class “{title}” as “{nickname}”.',
    notJoined: 'Not in a class yet: {message} The page can try again.',
  },
};

export const registerUp: RegisterCommand = (program, run) => {
  program
    .command('up')
    .description('start the bridge with the IDE')
    .option('--port <n>', 'the port (0: any free one)')
    .option('--lan', 'let other devices on the network open it')
    .option('--data <dir>', 'where work is kept')
    .option('--cert <file>', "the school's certificate (PEM): everything over HTTPS")
    .option('--key <file>', "the certificate's key (PEM)")
    .option('--join <address>', 'be a station of the class at this address')
    .option('--code <code>', "the class's code: join at once")
    .option('--seat <seat>', 'the seat, which is also the nickname where none is given')
    .option('--nickname <name>', 'who sits here')
    .option('--personal-code <code>', "the student's own code, to come back to their work")
    .option('--no-open', 'do not open a browser')
    .action((flags: UpFlags) => run((context) => up(flags, context)));
};

async function up(flags: UpFlags, context: CliContext): Promise<CommandOutcome> {
  const port = portOf(flags.port);
  if (!port.ok) return { exitCode: 2, fault: port.fault };
  // From the first moment on: a signal that comes while we start must not leave anything running.
  const ended = untilTold();
  const lan = flags.lan === true;
  const certificate = await certificateOf(flags);
  if (!certificate.ok) return { exitCode: 2, fault: certificate.fault };
  // Why here: the server, the database and the robots' drivers are not needed by other commands.
  const { startBridge } = await import('../bridge-process.ts');
  const { GUIJI_DATABASE_URL: databaseUrl, GUIJI_PAGES_FOLDER: pagesFolder } = process.env;
  const started = await startBridge({
    ...{ port: port.value, lan, data: flags.data, databaseUrl, pagesFolder },
    ...{ certificate: certificate.value, join: joinDefaultsOf(flags) },
  });
  if (!started.ok) return { exitCode: 3, fault: started.fault };
  const bridge = started.value;
  announce(bridge, context);
  void joinClass(bridge, flags, context).catch((cause: unknown) => bridge.logBug(cause));
  if (flags.open && hasDisplay()) await openBrowser(addressOf(bridge), bridge);
  const failure = await ended;
  bridge.stopRobots();
  if (failure !== undefined) bridge.logBug(failure.cause);
  context.note(WORDS[context.language].stopping);
  await closeInTime(bridge);
  return failure === undefined ? { exitCode: 0, json: undefined, lines: [] } : { exitCode: 3, fault: failure };
}

function portOf(text: string | undefined): Result<number | undefined> {
  if (text === undefined) return ok(undefined);
  const port = Number(text);
  return /^\d+$/.test(text) && port <= PORT_MAX ? ok(port) : fail('cli.usage', { what: `--port ${text} (0 … ${PORT_MAX})` });
}

/** Both or neither. */
async function certificateOf({ cert, key }: UpFlags): Promise<Result<Certificate | undefined>> {
  if (cert === undefined && key === undefined) return ok(undefined);
  if (cert === undefined || key === undefined) return fail('cli.usage', { what: '--cert FILE --key FILE' });
  return await (await import('../../server/certificate.ts')).readCertificate(cert, key);
}

function joinDefaultsOf({ join, code, seat }: UpFlags): JoinDefaults {
  return {
    ...(join === undefined ? {} : { address: join }),
    ...(code === undefined ? {} : { code }),
    ...(seat === undefined ? {} : { seat }),
  };
}

/** A seat that was taken before stays as it was. A class that is not there does not keep this computer from working. */
async function joinClass({ classroom }: BridgeProcess, flags: UpFlags, context: CliContext): Promise<void> {
  const { join, code, seat, nickname = seat, personalCode } = flags;
  if (join === undefined || code === undefined || nickname === undefined || classroom.station.owner !== '') return;
  const joined = await classroom.station.join(join, {
    ...{ code, nickname },
    ...(seat === undefined ? {} : { seat }),
    ...(personalCode === undefined ? {} : { personalCode }),
  });
  const words = WORDS[context.language];
  if (joined.ok) return context.note(fillIn(words.joined, { nickname, title: joined.value.classTitle }));
  const message = sentence(joined.fault.code, joined.fault.params, context.language) ?? joined.fault.code;
  context.note(fillIn(words.notJoined, { message }));
}

const addressOf = ({ port, isSecure }: BridgeProcess): string => `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}/`;

/** At once, not at the end: whoever started us waits for it. With --json it is the one object on stdout. */
function announce(bridge: BridgeProcess, context: CliContext): void {
  const address = addressOf(bridge);
  const others = bridge.lanAddresses;
  if (context.json) process.stdout.write(`${JSON.stringify({ address, lanAddresses: others, data: bridge.dataFolder })}\n`);
  else process.stdout.write(`${address}\n`);
  const words = WORDS[context.language];
  context.note(fillIn(words.ready, { data: bridge.dataFolder }));
  if (others.length > 0) context.note(fillIn(words.lan, { addresses: others.join(' ') }));
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** A computer without a browser that can be opened still has its address on the screen. */
async function openBrowser(address: string, bridge: BridgeProcess): Promise<void> {
  try {
    const { default: open } = await import('open');
    const browser = await open(address);
    browser.on('error', (cause) => bridge.logBug(cause));
  } catch (cause) {
    bridge.logBug(cause);
  }
}

/** Resolves with undefined on a signal, with a fault where our own code threw and nobody caught it. */
function untilTold(): Promise<Fault | undefined> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve(undefined));
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (cause: unknown) => {
        const what = cause instanceof Error ? cause.message : String(cause);
        resolve(fail('cli.unexpected', { what }, cause).fault);
      });
    }
  });
}

async function closeInTime(bridge: BridgeProcess): Promise<void> {
  const tooLate = setTimeout(() => process.exit(EXIT_FAILED), CLOSE_MS_MAX);
  await bridge.close();
  clearTimeout(tooLate);
}
