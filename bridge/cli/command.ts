/**
 * What a command of `guiji` is. Layer: bridge/cli. Contract: exit codes and `--json` as in the command line's reference (docs/cli.md):
 * 0 done or yes · 1 done, and the answer is no · 2 wrong input · 3 the surroundings failed.
 */
import type { Command } from 'commander';
import type { Fault } from '../../core/base/result.ts';
import type { Language } from '../../core/words/words.ts';

export interface CliContext {
  readonly json: boolean;
  readonly language: Language;
  /** Progress and words for people: stderr, so that stdout stays one JSON object with --json. */
  note(text: string): void;
}

export type CommandOutcome =
  | {
      readonly exitCode: 0 | 1;
      /** Printed on stdout with --json; undefined where the command has printed it already. */
      readonly json: unknown;
      /** Printed on stdout without it. */
      readonly lines: readonly string[];
    }
  | { readonly exitCode: 2 | 3; readonly fault: Fault };

/** Runs an action, prints its outcome, sets the exit code; no throw gets past it as a stack trace. */
export type RunAction = (action: (context: CliContext) => Promise<CommandOutcome>) => Promise<void>;

/** Each file in commands/ exports one; main.ts lists them. Every command gets `--json` and `--lang` from main.ts. */
export type RegisterCommand = (program: Command, run: RunAction) => void;
