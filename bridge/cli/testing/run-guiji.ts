/** Runs the command line in this process and gives back what a script outside would see. */
import { main } from '../main.ts';

export interface GuijiOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of stdout, which must be one JSON object. */
  json(): Record<string, unknown>;
}

export async function runGuiji(...args: string[]): Promise<GuijiOutcome> {
  const { stdout, stderr } = process;
  const writes = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const;
  const exitCodeBefore = process.exitCode;
  const written = { stdout: '', stderr: '' };
  stdout.write = (text: string | Uint8Array) => {
    written.stdout += String(text);
    return true;
  };
  stderr.write = (text: string | Uint8Array) => {
    written.stderr += String(text);
    return true;
  };
  try {
    process.exitCode = undefined;
    await main(args);
    return { exitCode: Number(process.exitCode ?? 0), ...written, json: () => JSON.parse(written.stdout) as Record<string, unknown> };
  } finally {
    [stdout.write, stderr.write] = writes;
    process.exitCode = exitCodeBefore;
  }
}
