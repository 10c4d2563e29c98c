/**
 * Runs the program of a live recording again against the inputs that were recorded. Layer: run.
 * What it did to the robot and what it said is held against the recording; where the robot went is what was recorded.
 */
import { ok, type Result } from '../base/result.ts';
import { createInterpreter } from '../vm/interpreter.ts';
import type { Vm, VmEffect, VmPause } from '../vm/vm.ts';
import type { Difference } from './difference.ts';
import { valueText } from './difference.ts';
import type { ExactEntry } from './exact-channel.ts';
import { MalformedExact } from './exact-decoder.ts';
import { Diverged, RanOut, recordedEntries, ReplayRobot } from './replay-robot.ts';
import { materialOf } from './rerun-simulated.ts';
import type { RunFile } from './run-file.ts';

export interface RerunLiveOptions {
  readonly file: RunFile;
  /** After each turn of the VM, at the robot time that it saw. */
  readonly onTurn?: (nowMs: number, vm: Vm) => void;
}

const MALFORMED: Difference = { atS: 0, what: 'exact', recorded: '?', computed: '…' };

/** What the program says, held against the log and plot channels. */
class SaidBefore {
  readonly #log: RunFile['log'];
  readonly #plot: RunFile['plot'];
  #lines = 0;
  #points = 0;

  constructor({ log, plot }: RunFile) {
    this.#log = log;
    this.#plot = plot;
  }

  /** Throws Diverged; beyond what was recorded RanOut. */
  say(effect: VmEffect, atMs: number): void {
    const recorded = effect.kind === 'log' ? this.#log[this.#lines++]?.text : this.#point(this.#plot[this.#points++]);
    if (recorded === undefined) throw new RanOut();
    const computed = effect.kind === 'log' ? effect.text : this.#point(effect);
    if (recorded === computed) return;
    throw new Diverged({ atS: atMs / 1000, what: effect.kind, recorded: valueText(recorded), computed: valueText(computed) });
  }

  #point(point: { readonly name: string; readonly value: number } | undefined): string | undefined {
    // JSON has one zero only.
    return point === undefined ? undefined : `${point.name} = ${point.value === 0 ? 0 : point.value}`;
  }

  get isAllSaid(): boolean {
    return this.#lines >= this.#log.length && this.#points >= this.#plot.length;
  }
}

const ENDS: { readonly [K in VmPause['kind']]?: (pause: VmPause) => string } = {
  done: (pause) => (pause.kind === 'done' && pause.stopped ? 'stopped' : 'finished'),
  error: () => 'error',
};

/** undefined: the same as far as the recording goes. Errors: `bytecode.*`, `net.*`, `model.*`, `run-file.malformed-exact`. */
export function rerunLive({ file, onTurn }: RerunLiveOptions): Result<Difference | undefined> {
  const material = materialOf(file);
  if (!material.ok) return material;
  const { program, turns } = material.value;
  const { header, outcome } = file;
  const entries = recordedEntries(file);
  const said = new SaidBefore(file);
  const robot: ReplayRobot = new ReplayRobot({ profile: header.profile, entries, instructions: () => vm.instructions });
  const vm: Vm = createInterpreter({
    program,
    port: robot,
    seed: header.seed,
    numbers: header.numbers ?? 'double',
    onEffect: (effect) => said.say(effect, robot.lastMs),
  });
  let pause: VmPause = { kind: 'budget' };
  try {
    for (let turn = 0; ; turn++) {
      const entry = nextBeyondEdits();
      if (entry === undefined) break;
      if (
        entry.kind !== 'turn' ||
        entry.at !== vm.instructions ||
        entry.budget > header.quotaPerMs ||
        pause.kind === 'done' ||
        pause.kind === 'error'
      )
        return ok(robot.diverged(entry, undefined).difference);
      pause = vm.run(entry.budget, turns.halts.get(turn));
      onTurn?.(robot.lastMs, vm);
    }
    return ok(outcome === undefined ? undefined : atTheEnd(pause));
  } catch (cause) {
    if (cause instanceof Diverged) return ok(cause.difference);
    if (cause instanceof MalformedExact) return ok(MALFORMED);
    if (!(cause instanceof RanOut)) throw cause;
    // A torn recording may end within a turn; a finished one may not.
    return ok(outcome === undefined ? undefined : differs('end', String(outcome.instructions), `> ${vm.instructions}`));
  }

  /** What was changed by hand before the next turn is changed again. */
  function nextBeyondEdits(): ExactEntry | undefined {
    for (;;) {
      const { done, value: entry } = entries.next();
      if (done || entry.kind !== 'edit') return done ? undefined : entry;
      const isRefused = entry.at !== vm.instructions || !vm.edit({ at: entry.place, value: entry.value }).ok;
      if (isRefused) throw robot.diverged(entry, undefined);
    }
  }

  function differs(what: string, recorded: string, computed: string): Difference {
    return { atS: robot.lastMs / 1000, what, recorded, computed };
  }

  function atTheEnd(last: VmPause): Difference | undefined {
    const { ended, instructions, error } = outcome!;
    if (instructions !== vm.instructions) return differs('summary.instructions', String(instructions), String(vm.instructions));
    if (!said.isAllSaid) return differs('log', '…', '–');
    const byItself = ENDS[last.kind]?.(last);
    // Stop, the time limit and a robot that goes away end a program that would go on.
    if (byItself === undefined) return ended === 'finished' ? differs('summary.ended', ended, last.kind) : undefined;
    if (byItself !== ended) return differs('summary.ended', ended, byItself);
    const code = last.kind === 'error' ? last.fault.code : undefined;
    return code === error?.code ? undefined : differs('summary.error.code', String(error?.code), String(code));
  }
}
