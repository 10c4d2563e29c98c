/** `guiji score`: the score sheet of a recording by a set of rules. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, type Result } from '../../../core/base/result.ts';
import { parseContestRules, type ContestRules } from '../../../core/contest/contest-rules.ts';
import { SHIPPED_CONTEST_RULES, shippedContestRules } from '../../../core/contest/rules/index.ts';
import { scoreRun, type ScoreLine, type ScoreSheet } from '../../../core/contest/score.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { isPackReference, packDocument } from '../pack-documents.ts';
import { readInputFile } from '../program-file.ts';
import { readRun } from '../run-input.ts';

const RULES_BYTES_MAX = 200_000;

const WORDS = {
  'zh-CN': {
    kind: '规则',
    total: '总分 {total}',
    torn: '记录没有写完：分数只到记录断开处为止',
    at: '{atS} 秒',
    edited: '注意：暂停时手动改过变量',
    branched: '注意：从这里退回重来过',
  },
  en: {
    kind: 'rules',
    total: 'Total {total}',
    torn: 'The recording was not finished: the score ends where it was cut',
    at: '{atS} s',
    edited: 'Note: a variable was changed by hand while paused',
    branched: 'Note: it was taken back to here and continued',
  },
} as const;

interface ScoreFlags {
  readonly rules: string;
  readonly data?: string;
}

async function rulesInFile(file: string): Promise<Result<ContestRules>> {
  const bytes = await readInputFile(file, RULES_BYTES_MAX);
  if (!bytes.ok) return bytes;
  try {
    return parseContestRules(JSON.parse(new TextDecoder().decode(bytes.value)));
  } catch (cause) {
    return fail('contest-rules.not-this-format', { expected: 'guiji-contest-rules' }, cause);
  }
}

/** The id of rules that ship, of a pack's (`PACK/RULES`, or `PACK` for those called as ours), or a JSON file. */
async function rulesNamed({ rules: name, data }: ScoreFlags, language: Language): Promise<Result<ContestRules>> {
  const shipped = shippedContestRules(name);
  if (shipped !== undefined) return { ok: true, value: shipped };
  if (name.endsWith('.json')) return rulesInFile(name);
  const reference = isPackReference(name) ? name : `${name}/${SHIPPED_CONTEST_RULES[0]!.id}`;
  if (!isPackReference(reference)) {
    return fail('cli.unknown-name', { kind: WORDS[language].kind, name, known: SHIPPED_CONTEST_RULES.map(({ id }) => id).join(', ') });
  }
  const document = await packDocument('rules', reference, data);
  return document.ok ? parseContestRules(document.value) : document;
}

const momentText = (atS: number, language: Language): string => `  [${fillIn(WORDS[language].at, { atS: atS.toFixed(3) })}]`;

function lineText({ what, points, atS }: ScoreLine, language: Language): string {
  return `${points < 0 ? '' : '+'}${points}\t${what[language]}${atS === undefined ? '' : momentText(atS, language)}`;
}

function sheetLines(sheet: ScoreSheet, language: Language): string[] {
  const words = WORDS[language];
  const lines = [
    sheet.rules.title[language],
    ...sheet.lines.map((line) => lineText(line, language)),
    fillIn(words.total, { total: sheet.total }),
    ...sheet.remarks.map(({ what, atS }) => words[what] + momentText(atS, language)),
  ];
  return sheet.isComplete ? lines : [...lines, words.torn];
}

async function scoreCommand(path: string, flags: ScoreFlags, context: CliContext): Promise<CommandOutcome> {
  const rules = await rulesNamed(flags, context.language);
  if (!rules.ok) return { exitCode: 2, fault: rules.fault };
  const run = await readRun(path);
  if (!run.ok) return { exitCode: 2, fault: run.fault };
  const sheet = scoreRun(rules.value, run.value.file);
  return { exitCode: 0, json: sheet, lines: sheetLines(sheet, context.language) };
}

export const registerScore: RegisterCommand = (program, run) => {
  program
    .command('score')
    .description('the score sheet of a recording')
    .argument('<run>', 'a recording (.mcap)')
    .requiredOption('--rules <rules>', 'a JSON file, an id, a pack or PACK/RULES')
    .option('--data <dir>', 'whose packs count')
    .action((path: string, flags: ScoreFlags) => run((context) => scoreCommand(path, flags, context)));
};
