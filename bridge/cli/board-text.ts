/** What a board takes of a program, in words for people and as JSON for scripts. Layer: bridge/cli. */
import type { BoardFunctionCost, BoardProblem, BoardReport } from '../../core/language/board-check.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import { sentence } from '../../core/words/sentence.ts';
import { fillIn, type Language } from '../../core/words/words.ts';

const WORDS = {
  'zh-CN': {
    fits: '小板子放得下这个程序。',
    fitsNot: '小板子放不下这个程序。',
    size: '程序 {code} 字节，文字 {constants} 字节，一共 {total} / {limit}；内存 {ram} / {ramLimit} 字节',
    functions: '每个函数的字节数：',
    top: '主程序',
    unnamed: '第 {line} 行的函数',
    library: '{name}（机器人自带）',
  },
  en: {
    fits: 'The program fits the small board.',
    fitsNot: 'The program does not fit the small board.',
    size: 'Code {code} bytes, texts {constants} bytes, together {total} of {limit}; memory {ram} of {ramLimit} bytes',
    functions: 'Bytes of each function:',
    top: 'main program',
    unnamed: 'function in line {line}',
    library: '{name} (the robot’s own)',
  },
} as const;

function messageOf({ code, params }: BoardProblem, language: Language): string {
  return sentence(code, params, language) ?? code;
}

/** The fields are part of the command line's contract (docs/cli.md). */
export function boardJson(report: BoardReport, source: ProgramSource, language: Language): object {
  const { fits, codeBytes, constantBytes, ramBytes, limits, functions, problem } = report;
  const sizes = codeBytes === undefined ? {} : { codeBytes, constantBytes, ramBytes };
  if (problem === undefined) return { fits, ...sizes, limits, functions };
  const { code, params, place } = problem;
  const at = place === undefined ? {} : { file: source[place.file]!.path, line: place.line, column: place.column };
  return { fits, ...sizes, limits, functions, problem: { code, params, ...at, message: messageOf(problem, language) } };
}

function nameOf({ name, line }: BoardFunctionCost, language: Language): string {
  const words = WORDS[language];
  if (line > 0) return name === '' ? fillIn(words.unnamed, { line }) : name;
  return name === '' ? words.top : fillIn(words.library, { name: name.replace('_', '.') });
}

export function boardLines(report: BoardReport, pathOf: (file: number) => string, language: Language): readonly string[] {
  const words = WORDS[language];
  const { codeBytes, constantBytes = 0, ramBytes = 0, limits, functions, problem } = report;
  const lines: string[] = [report.fits ? words.fits : words.fitsNot];
  if (problem !== undefined) {
    const { place } = problem;
    const where = place === undefined ? '' : `${pathOf(place.file)}:${place.line}:${place.column} `;
    lines.push(`${where}${messageOf(problem, language)} [${problem.code}]`);
  }
  if (codeBytes !== undefined) {
    const total = codeBytes + constantBytes;
    const params = {
      code: codeBytes,
      constants: constantBytes,
      total,
      limit: limits.programBytes,
      ram: ramBytes,
      ramLimit: limits.ramBytes,
    };
    lines.push(fillIn(words.size, params));
  }
  if (functions.length > 0)
    lines.push(words.functions, ...functions.map((cost) => `  ${String(cost.bytes).padStart(5)}  ${nameOf(cost, language)}`));
  return lines;
}
