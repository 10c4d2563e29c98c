/** "Fit my car": drive over the stripes, choose recordings, find the numbers. Layer: web/features. */
import { tick } from 'svelte';
import { ulid } from 'ulid';
import type { Fault, Result } from '../../../../core/base/result.ts';
import { calibrationDrive } from '../../../../core/fit/calibration-drive.ts';
import type { FitProgress, FitResult } from '../../../../core/fit/fit-types.ts';
import { newProject } from '../../../../core/project/new-project.ts';
import type { RobotProfile } from '../../../../core/robot/profile.ts';
import type { RunView } from '../../../../core/protocol/run-views.ts';
import { CALIBRATION_FLOOR_ID } from '../../../../core/sim/tracks/index.ts';
import type { NamedRecording } from '../../../adapters/fit/fit-rpc.ts';
import type { Lab } from '../../../state/context.ts';
import { SPEEDS } from '../../../state/debug-state.svelte.ts';
import { whenOf } from '../../../ui/run-when.ts';

/** What a recording is for. */
export type RunRole = 'none' | 'measure' | 'check';

const LISTED_MAX = 12;

/** As soon as it is so. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = $effect.root(() => {
      $effect(() => {
        if (!isSo()) return;
        resolve();
        queueMicrotask(() => end());
      });
    });
  });
}

export class FitState {
  readonly #lab: Lab;
  #isDriving = $state(false);
  #isOver = $state(false);
  #runs = $state.raw<readonly RunView[]>([]);
  #roles = $state.raw<Readonly<Record<string, RunRole>>>({});
  #progress = $state.raw<FitProgress | 'reading' | undefined>(undefined);
  #result = $state.raw<FitResult | undefined>(undefined);
  #problem = $state.raw<Fault | undefined>(undefined);
  #cancelled = new AbortController();
  readonly mayFit = $derived(this.#progress === undefined && !this.#isDriving && this.#of('measure').length > 0);

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get isDriving() {
    return this.#isDriving;
  }

  /** Over the stripes, newest first. */
  get runs() {
    return this.#runs;
  }

  /** While it is busy. */
  get progress() {
    return this.#progress;
  }

  get result() {
    return this.#result;
  }

  get problem() {
    return this.#problem;
  }

  roleOf(id: string): RunRole {
    return this.#roles[id] ?? 'none';
  }

  give(id: string, role: RunRole): void {
    this.#roles = { ...this.#roles, [id]: role };
  }

  #of(role: RunRole): readonly RunView[] {
    return this.#runs.filter(({ id }) => this.roleOf(id) === role);
  }

  /** Whatever is new is for measuring, until there is one; the next is for checking. */
  async refresh(): Promise<void> {
    const answer = await this.#lab.bridge.call('runs.list', { trackId: CALIBRATION_FLOOR_ID, limit: LISTED_MAX });
    if (!answer.ok) return void (this.#problem = answer.fault);
    this.#runs = answer.value.filter(({ state, ended }) => state === 'complete' && ended === 'finished');
    const known = this.#runs.filter(({ id }) => this.#roles[id] !== undefined);
    for (const { id } of this.#runs.filter((run) => !known.includes(run)).toReversed()) {
      this.give(id, this.#of('measure').length === 0 ? 'measure' : this.#of('check').length === 0 ? 'check' : 'none');
    }
  }

  /** The calibration drive on the chosen robot; the open project waits meanwhile. */
  async drive(): Promise<void> {
    const { project, run, kits, language, openProject, saving } = this.#lab;
    const before = project.project;
    if (before === undefined || run.busy || this.#isDriving) return;
    this.#isDriving = true;
    this.#problem = undefined;
    const purpose = this.#of('measure').length === 0 ? 'measure' : 'check';
    const files = [{ path: 'main.ts', text: calibrationDrive(kits.current, purpose) }];
    const drive = { ...newProject({ id: ulid(), name: language.t('fit.project') }), files, view: 'text' as const };
    await saving.flush();
    openProject({ ...drive, profileId: kits.reference, trackId: CALIBRATION_FLOOR_ID }, 'kept');
    await tick();
    await until(() => run.phase === 'ready' || run.phase === 'lost');
    if (run.phase === 'ready') await this.#driveToTheEnd();
    this.#problem = run.problem;
    openProject((await saving.load(before.id)) ?? before, 'kept');
    this.#isDriving = false;
  }

  /** Of one seed, so that it is one car; in the simulator nobody waits for it longer than need be. */
  async #driveToTheEnd(): Promise<void> {
    const { debug, run } = this.#lab;
    this.#isOver = false;
    const unsubscribe = run.finished.subscribe(() => (this.#isOver = true));
    await run.run({ seed: debug.seed, speed: SPEEDS.at(-1)! });
    // Why not until it is not busy: what has just been started is not busy for a moment.
    await until(() => this.#isOver || run.phase === 'lost' || (!run.busy && run.problem !== undefined));
    unsubscribe();
  }

  /** Before it has begun, too. */
  stop(): void {
    this.#isOver = true;
    void this.#lab.run.stop();
  }

  async fit(): Promise<void> {
    if (!this.mayFit) return;
    this.#cancelled = new AbortController();
    const { signal } = this.#cancelled;
    this.#problem = undefined;
    this.#result = undefined;
    this.#progress = 'reading';
    const fitted = await this.#fitted(signal);
    if (signal.aborted || fitted === undefined) return;
    this.#progress = undefined;
    if (fitted.ok) this.#result = fitted.value;
    else this.#problem = fitted.fault;
  }

  cancel(): void {
    this.#cancelled.abort();
    this.#progress = undefined;
  }

  async #fitted(signal: AbortSignal): Promise<Result<FitResult> | undefined> {
    const { fitAside } = await import('../../../adapters/fit/fit-aside.ts');
    const runs = await this.#read('measure');
    if (!runs.ok) return runs;
    const heldOut = await this.#read('check');
    if (!heldOut.ok) return heldOut;
    const profile = $state.snapshot(this.#lab.kits.current) as RobotProfile;
    return await fitAside(
      { runs: runs.value, heldOut: heldOut.value, profile },
      { signal, onProgress: (progress) => void (signal.aborted || (this.#progress = progress)) },
    );
  }

  async #read(role: RunRole): Promise<Result<readonly NamedRecording[]>> {
    const { readRun } = await import('../../../adapters/runs/kept-run.ts');
    const recordings: NamedRecording[] = [];
    for (const { id, startedAtMs } of this.#of(role)) {
      const read = await readRun(this.#lab.bridge, id, () => {});
      if (!read.ok) return read;
      if (read.value.kind === 'base64') recordings.push({ name: whenOf(this.#lab.language, startedAtMs), parts: read.value.parts });
    }
    return { ok: true, value: recordings };
  }
}
