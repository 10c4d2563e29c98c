/** The sentence for a code. Layer: words. Each layer adds its own words to `ALL_WORDS`. */
import type { FaultParams } from '../base/result.ts';
import { boardWords, kindInWords } from './board-words.ts';
import { bridgeWords } from './bridge-words.ts';
import { bytecodeWords } from './bytecode-words.ts';
import { calibrationWords } from './calibration-words.ts';
import { carWords } from './car-words.ts';
import { checkWords } from './check-words.ts';
import { classWords } from './class-words.ts';
import { contestWords } from './contest-words.ts';
import { cliWords } from './cli-words.ts';
import { fitWords } from './fit-words.ts';
import { importWords } from './import-words.ts';
import { languageWords } from './language-words.ts';
import { deviceWords } from './device-words.ts';
import { flashWords } from './flash-words.ts';
import { doctorWords } from './doctor-words.ts';
import { learnWords } from './learn-words.ts';
import { packWords } from './pack-words.ts';
import { partInWords, sideInWords } from './part-words.ts';
import { printWords } from './print-words.ts';
import { profileWords } from './profile-words.ts';
import { projectWords } from './project-words.ts';
import { protocolWords } from './protocol-words.ts';
import { runWords } from './run-words.ts';
import { runsWords } from './runs-words.ts';
import { simWords } from './sim-words.ts';
import { typeInWords } from './type-words.ts';
import { typescriptWords } from './typescript-words.ts';
import { vmWords } from './vm-words.ts';
import { fillIn, type Language } from './words.ts';

const ALL_WORDS = [
  calibrationWords,
  carWords,
  checkWords,
  cliWords,
  contestWords,
  profileWords,
  deviceWords,
  fitWords,
  flashWords,
  doctorWords,
  projectWords,
  packWords,
  protocolWords,
  bridgeWords,
  classWords,
  simWords,
  importWords,
  printWords,
  runWords,
  runsWords,
  bytecodeWords,
  vmWords,
  boardWords,
  languageWords,
  typescriptWords,
  learnWords,
] as const;

function table(language: Language): Readonly<Record<string, string>> {
  return Object.assign({}, ...ALL_WORDS.map((words) => words[language])) as Record<string, string>;
}

const TABLES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': table('zh-CN'), en: table('en') };

/** undefined where the code has no sentence (only TypeScript's own diagnostics may have none). */
export function sentence(code: string, params: FaultParams, language: Language): string | undefined {
  const template = TABLES[language][code];
  if (template === undefined) return undefined;
  return fillIn(template, params, {
    type: (type) => typeInWords(type, language),
    kind: (kind) => kindInWords(kind, language),
    part: (part) => partInWords(part, language),
    side: (side) => sideInWords(side, language),
  });
}

export function knownCodes(language: Language): readonly string[] {
  return Object.keys(TABLES[language]);
}
