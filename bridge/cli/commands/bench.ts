/** `guiji bench`: the project's own figures, each as a ratio against its reference in the same run. Layer: bridge/cli. */
import type { Bench, BenchRow } from '../../../tests/bench/bench.ts';
import { fail } from '../../../core/base/result.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';

interface Options {
  readonly only?: string;
}

const FIGURES = 3;

function rounded(value: number): string {
  return String(Number(value.toPrecision(FIGURES)));
}

function inWords({ what, value, unit, reference, ratio, target, reached, missing, note }: BenchRow): string {
  const parts = [`${what}: ${rounded(value)} ${unit}`];
  if (reference) parts.push(`${reference.what} ${rounded(reference.value)} ${unit}`);
  if (ratio !== undefined) parts.push(`${rounded(ratio)} ×`);
  if (target) parts.push(`(${target})${reached === undefined ? '' : reached ? ' ✓' : ' ✗'}`);
  if (missing) parts.push(`— ${missing}`);
  if (note) parts.push(note);
  return parts.join(' · ');
}

/** Only a checkout has the benches; an installed product says so. */
async function loadBenches(): Promise<readonly Bench[] | undefined> {
  try {
    return (await import('../../../tests/bench/index.ts')).BENCHES;
  } catch {
    return undefined;
  }
}

async function bench({ only }: Options, context: CliContext): Promise<CommandOutcome> {
  const all = await loadBenches();
  if (all === undefined) return { exitCode: 3, fault: fail('cli.file-not-readable', { file: 'tests/bench' }).fault };
  const chosen = only === undefined ? all : all.filter(({ name }) => name === only);
  if (chosen.length === 0) {
    const known = all.map(({ name }) => name).join(', ');
    return { exitCode: 2, fault: fail('cli.unknown-name', { kind: 'bench', name: only ?? '', known }).fault };
  }
  const rows: (BenchRow & { readonly bench: string })[] = [];
  for (const { name, run } of chosen) {
    context.note(`… ${name}`);
    for (const row of await run()) rows.push({ bench: name, ...row });
  }
  const missed = rows.filter(({ reached }) => reached === false);
  return { exitCode: missed.length > 0 ? 1 : 0, json: { rows, missed: missed.map(({ what }) => what) }, lines: rows.map(inWords) };
}

export const registerBench: RegisterCommand = (program, run) => {
  program
    .command('bench')
    .description("measure the project's own figures against their references")
    .option('--only <name>', 'one bench')
    .action((options: Options) => run((context) => bench(options, context)));
};
