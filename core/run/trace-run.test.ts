import { describe, expect, it } from 'vitest';
import { NOISY_KIT, trackOf } from '../sim/testing/tracks.ts';
import { openRun } from './run-file.ts';
import { MemorySink } from './run-sink.ts';
import { simulate } from './simulate.ts';
import { compiledFiles } from './testing/programs.ts';
import { traceRun } from './trace-run.ts';

describe('the trace of a run', () => {
  it('names the file in which the program stood', () => {
    const program = compiledFiles([
      { path: 'main.ts', text: "import { ahead } from './ahead';\nahead();\nwait(300);\n" },
      { path: 'ahead.ts', text: 'export function ahead() {\n  car.drive(30, 30);\n  wait(200);\n}\n' },
    ]);
    const sink = new MemorySink();
    simulate({ ...program, profile: NOISY_KIT, track: trackOf(), seed: 1, limitMs: 1000, sink });
    const opened = openRun(sink.bytes());
    if (!opened.ok) throw new Error(opened.fault.code);
    const trace = traceRun(opened.value);
    const textAt = (atMs: number): readonly [string, string] => {
      const { file, start, end } = trace.placeAt(atMs)!;
      const source = program.source[file]!;
      return [source.path, source.text.slice(start, end)];
    };
    expect([textAt(100), textAt(400)]).toEqual([
      ['ahead.ts', expect.stringContaining('wait(200)')],
      ['main.ts', expect.stringContaining('wait(300)')],
    ]);
  });
});
