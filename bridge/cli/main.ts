/** The `guiji` command. Layer: bridge/cli. Each subcommand stands in commands/. */
import { Command, CommanderError } from 'commander';
import { fail, type Fault } from '../../core/base/result.ts';
import { sentence } from '../../core/words/sentence.ts';
import { LANGUAGES, type Language } from '../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand, RunAction } from './command.ts';

/** Why each is loaded only when it is named: the compiler, the server and the drivers take seconds to load on an old computer. */
const COMMANDS: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  up: async () => (await import('./commands/up.ts')).registerUp,
  check: async () => (await import('./commands/check.ts')).registerCheck,
  blocks: async () => (await import('./commands/blocks.ts')).registerBlocks,
  run: async () => (await import('./commands/run.ts')).registerRun,
  debug: async () => (await import('./commands/debug.ts')).registerDebug,
  replay: async () => (await import('./commands/replay.ts')).registerReplay,
  verify: async () => (await import('./commands/verify.ts')).registerVerify,
  fit: async () => (await import('./commands/fit.ts')).registerFit,
  score: async () => (await import('./commands/score.ts')).registerScore,
  pack: async () => (await import('./commands/pack.ts')).registerPack,
  track: async () => (await import('./commands/track.ts')).registerTrack,
  session: async () => (await import('./commands/session.ts')).registerSession,
  devices: async () => (await import('./commands/devices.ts')).registerDevices,
  doctor: async () => (await import('./commands/doctor.ts')).registerDoctor,
  flash: async () => (await import('./commands/flash.ts')).registerFlash,
  emulate: async () => (await import('./commands/emulate.ts')).registerEmulate,
  bench: async () => (await import('./commands/bench.ts')).registerBench,
};

/** The one that is named; all of them for whoever asks what there is. */
async function commandsFor(name: string | undefined): Promise<readonly RegisterCommand[]> {
  const named = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return await Promise.all(named === undefined ? Object.values(COMMANDS).map((load) => load()) : [named()]);
}

function systemLanguage(): Language {
  const locale = process.env['LC_ALL'] || process.env['LANG'] || '';
  return /^en/i.test(locale) ? 'en' : 'zh-CN';
}

/** Read by hand, because faults that arise before the options are parsed must already be said in the right form. */
function contextOf(argv: readonly string[]): CliContext {
  const at = argv.indexOf('--lang');
  const asked = at >= 0 ? argv[at + 1] : argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
  const language = LANGUAGES.find((known) => known === asked) ?? systemLanguage();
  return { json: argv.includes('--json'), language, note: (text) => process.stderr.write(`${text}\n`) };
}

function printFault(fault: Fault, context: CliContext): void {
  const message = sentence(fault.code, fault.params, context.language) ?? fault.code;
  const { code, params } = fault;
  if (context.json) process.stdout.write(`${JSON.stringify({ error: { code, params, message } })}\n`);
  else process.stderr.write(`${message} [${code}]\n`);
}

function printOutcome(outcome: CommandOutcome, context: CliContext): void {
  process.exitCode = outcome.exitCode;
  if ('fault' in outcome) printFault(outcome.fault, context);
  else if (context.json) process.stdout.write(outcome.json === undefined ? '' : `${JSON.stringify(outcome.json)}\n`);
  else for (const line of outcome.lines) process.stdout.write(`${line}\n`);
}

/** For a throw that got this far: our own bug. `GUIJI_DEBUG=1` shows where; a user sees a code. */
function unexpected(cause: unknown): CommandOutcome {
  if (process.env['GUIJI_DEBUG']) console.error(cause);
  const what = cause instanceof Error ? cause.message : String(cause);
  return { exitCode: 3, fault: fail('cli.unexpected', { what }, cause).fault };
}

/** Whoever read what we print has gone, as `head` does: the rest goes nowhere. */
function outliveReader(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'EPIPE') throw cause;
}

export async function main(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.off('error', outliveReader).on('error', outliveReader);
  const context = contextOf(argv);
  const run: RunAction = async (action) => printOutcome(await action(context).catch(unexpected), context);
  const program = new Command('guiji').exitOverride().configureOutput({ writeErr: () => {} });
  for (const register of await commandsFor(argv[0])) register(program, run);
  for (const command of program.commands.flatMap((each) => (each.commands.length > 0 ? each.commands : [each]))) {
    command.option('--json', 'one JSON object on stdout').option('--lang <language>', LANGUAGES.join('|'));
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (cause) {
    if (!(cause instanceof CommanderError)) return printOutcome(unexpected(cause), context);
    if (cause.exitCode === 0) return;
    if (cause.code === 'commander.help') process.stderr.write(program.helpInformation());
    printOutcome({ exitCode: 2, fault: fail('cli.usage', { what: cause.message }).fault }, context);
  }
}
