/**
 * "Learn to drive from me": a person drives, a net learns from the recording, the net drives. Layer: web/features/ai.
 * Both drives are ordinary runs of ordinary programs in a simulator of their own; they are recorded like any other.
 */
import { ulid } from 'ulid';
import { toBase64 } from '../../../../core/base/base64.ts';
import { fail, type Fault } from '../../../../core/base/result.ts';
import { ENTRY_PATH, newProject } from '../../../../core/project/new-project.ts';
import type { RobotSession, SessionEvent } from '../../../../core/protocol/robot-session.ts';
import type { AiModel } from '../../../../core/robot/ai-model.ts';
import type { RunSummary } from '../../../../core/run/run-types.ts';
import type { LearnedDriver } from '../../../adapters/driver/driver-rpc.ts';
import { learnAside } from '../../../adapters/driver/learn-aside.ts';
import { openSimulator } from '../../../adapters/simulator/open-simulator.ts';
import type { RunRecordings } from '../../../adapters/simulator/run-recordings.ts';
import type { Lab } from '../../../state/context.ts';
import { RemoteState } from '../../../state/remote-state.svelte.ts';
import { TelemetryBuffer } from '../../../state/telemetry-buffer.ts';
import { DRIVE_BY_HAND, DRIVE_BY_NET, DRIVER_MODEL } from './driving-programs.ts';

const SEED = 1;
/** A drive longer than this ends by itself. */
const DRIVE_MS_MAX = 300_000;

export type Driver = 'nobody' | 'person' | 'net';

export class ImitationState {
  readonly telemetry = new TelemetryBuffer();
  readonly remote = new RemoteState((drive) => this.#session.tell(drive));
  #driver = $state<Driver>('nobody');
  #isStarting = $state(false);
  #isLearning = $state(false);
  #elapsedMs = $state(0);
  #recording = $state.raw<Uint8Array | undefined>(undefined);
  #learned = $state.raw<LearnedDriver | undefined>(undefined);
  #lastOfNet = $state.raw<RunSummary | undefined>(undefined);
  #laps = $state(0);
  #line = $state.raw<readonly number[]>([]);
  #problem = $state.raw<Pick<Fault, 'code' | 'params'> | undefined>(undefined);
  readonly #lab: Lab;
  readonly #session: RobotSession;
  #pieces: Uint8Array[] = [];
  #stopListening = () => {};

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#session = openSimulator({ recordings: this.#tee(lab.recordings) });
    this.#session.events.subscribe((event) => this.#onEvent(event));
  }

  /** Who drives now. */
  get driver() {
    return this.#driver;
  }

  get isBusy() {
    return this.#driver !== 'nobody' || this.#isStarting;
  }

  get isLearning() {
    return this.#isLearning;
  }

  /** Robot time of the drive under way, or of the last one. */
  get elapsedMs() {
    return this.#elapsedMs;
  }

  /** Is there a drive to learn from? */
  get hasDriven() {
    return this.#recording !== undefined;
  }

  get learned() {
    return this.#learned;
  }

  /** How the last drive of the net ended. */
  get lastOfNet() {
    return this.#lastOfNet;
  }

  /** Laps of the drive under way, or of the last one. */
  get laps() {
    return this.#laps;
  }

  /** What the line sensors see now, 0 … 100. */
  get line() {
    return this.#line;
  }

  get problem() {
    return this.#problem;
  }

  /** The net as the project keeps it. */
  get model(): AiModel | undefined {
    const learned = this.#learned;
    if (learned === undefined) return undefined;
    return { name: DRIVER_MODEL, kind: 'numbers', labels: [...learned.labels], onnx: toBase64(learned.onnx) };
  }

  get isSaved(): boolean {
    const { model } = this;
    return model !== undefined && this.#lab.project.project?.models?.find(({ name }) => name === model.name)?.onnx === model.onnx;
  }

  async drive(): Promise<void> {
    this.#pieces = [];
    this.#recording = undefined;
    await this.#start('person', DRIVE_BY_HAND, undefined);
  }

  async letDrive(): Promise<void> {
    if (this.model !== undefined) await this.#start('net', DRIVE_BY_NET, [this.model]);
  }

  async stop(): Promise<void> {
    await this.#session.stop();
  }

  async learn(): Promise<void> {
    const recording = this.#recording;
    if (recording === undefined) return;
    this.#problem = undefined;
    this.#isLearning = true;
    const answer = await learnAside({ recording, seed: SEED });
    this.#isLearning = false;
    if (answer.ok) this.#learned = answer.value;
    else this.#problem = answer.fault;
  }

  save(): void {
    if (this.model !== undefined) this.#lab.project.keepModel(this.model);
  }

  /** As a project of its own: nobody's program is overwritten. */
  openInCode(name: string): void {
    const { project } = this.#lab.project;
    if (this.model === undefined) return;
    const made = newProject({ id: ulid(), name });
    const files = [{ path: made.files[0]!.path, text: DRIVE_BY_NET }];
    const profileId = project?.profileId ?? made.profileId;
    const lesson = project?.lesson === undefined ? {} : { lesson: project.lesson };
    this.#lab.openProject(
      { ...made, ...lesson, files, view: 'text', models: [this.model], profileId, trackId: this.#lab.project.trackId },
      'new',
    );
    this.#lab.route.go('code');
  }

  async close(): Promise<void> {
    this.#stopListening();
    await this.#session.close();
  }

  async #start(driver: Driver, text: string, models: readonly AiModel[] | undefined): Promise<void> {
    this.#problem = undefined;
    this.#isStarting = true;
    this.telemetry.clear();
    this.#laps = 0;
    this.#elapsedMs = 0;
    try {
      await this.#run(driver, text, models);
    } catch (cause) {
      this.#problem = fail('page.compiler-missing', {}, cause).fault;
    }
    this.#isStarting = false;
  }

  async #run(driver: Driver, text: string, models: readonly AiModel[] | undefined): Promise<void> {
    const { kits, project, tools, tracks } = this.#lab;
    const kit = kits.choice;
    const source = [{ path: ENTRY_PATH, text }];
    const compiled = await (await tools.service()).compile(source, kit);
    if (compiled.bytecode === undefined) {
      this.#problem = compiled.diagnostics[0];
      return;
    }
    const track = project.trackId.includes('/') ? await tracks.want(project.trackId) : undefined;
    const started = await this.#session.run({
      ...{ source, bytecode: compiled.bytecode, ...kit, trackId: project.trackId },
      ...(track === undefined ? {} : { track }),
      ...(models === undefined ? {} : { models }),
      ...(project.project === undefined ? {} : { project: { id: project.project.id, name: project.project.name } }),
      ...{ seed: SEED, speed: 1, breakpoints: [] },
    });
    if (!started.ok) this.#problem = started.fault;
    else this.#begun(driver);
  }

  #begun(driver: Driver): void {
    this.#driver = driver;
    if (driver === 'person') this.#stopListening = this.remote.listen();
  }

  #onEvent(event: SessionEvent): void {
    if (event.kind === 'telemetry') {
      this.telemetry.push(event.frames);
      this.#laps = this.telemetry.laps.length;
      this.#line = event.frames.at(-1)?.line ?? [];
      this.#elapsedMs = event.frames.at(-1)?.atMs ?? 0;
      if (this.#elapsedMs > DRIVE_MS_MAX) void this.stop();
    }
    if (event.kind === 'ended') this.#ended(event.summary);
  }

  #ended(summary: RunSummary): void {
    const driver = this.#driver;
    this.#driver = 'nobody';
    this.#stopListening();
    this.#stopListening = () => {};
    if (summary.error !== undefined) this.#problem = summary.error;
    if (driver === 'net') this.#lastOfNet = summary;
  }

  /** What goes to the bridge is also what is learned from. */
  #tee(recordings: RunRecordings): RunRecordings {
    return {
      begin: (request, robot) => {
        const kept = recordings.begin(request, robot);
        const isDrive = request.models === undefined;
        return {
          write: (bytes) => {
            if (isDrive) this.#pieces.push(bytes.slice());
            kept.write(bytes);
          },
          end: () => {
            if (isDrive) this.#recording = joined(this.#pieces);
            kept.end();
          },
        };
      },
    };
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
