/** `guiji verify`: is this recording what happened? Layer: bridge/cli. Contract: docs/cli.md. */
import { openRun } from '../../../core/run/run-file.ts';
import { verifyRun } from '../../../core/run/verify.ts';
import type { Language } from '../../../core/words/words.ts';
import { nodeSha256 } from '../../runs/node-sha256.ts';
import { readTrustedSealKeys } from '../../runs/seal-key.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { dataFolderPath } from '../data-folder.ts';
import { isTextWhatRan, readRunBytes } from '../run-input.ts';
import { verdictLines } from '../verdict-text.ts';

const OTHER_TEXT: { readonly [L in Language]: string } = {
  'zh-CN': '注意：记录里的程序文本编译出来不是实际运行的程序',
  en: 'Note: the program text in the recording does not compile to the program that ran',
};

async function verifyCommand(path: string, data: string | undefined, context: CliContext): Promise<CommandOutcome> {
  const bytes = await readRunBytes(path);
  if (!bytes.ok) return { exitCode: 2, fault: bytes.fault };
  const opened = openRun(bytes.value);
  if (!opened.ok && opened.fault.code === 'run-file.not-a-run') return { exitCode: 2, fault: opened.fault };
  const verdict = verifyRun(bytes.value, { sha256: nodeSha256, trustedSealKeys: await readTrustedSealKeys(dataFolderPath(data)) });
  const lines = verdictLines(verdict, context.language);
  const exitCode = verdict.result === 'same' ? 0 : 1;
  const isText = opened.ok ? await isTextWhatRan(opened.value.header) : undefined;
  if (isText === undefined) return { exitCode, json: verdict, lines };
  return { exitCode, json: { ...verdict, isTextWhatRan: isText }, lines: isText ? lines : [...lines, OTHER_TEXT[context.language]] };
}

export const registerVerify: RegisterCommand = (program, run) => {
  program
    .command('verify')
    .description('run a recording again and check its seal: same, diverges, altered or incomplete')
    .argument('<run>', 'a recording (.mcap)')
    .option('--data <dir>', 'whose trust list counts')
    .action((path: string, { data }: { readonly data?: string }) => run((context) => verifyCommand(path, data, context)));
};
