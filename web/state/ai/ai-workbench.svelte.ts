/** Pictures, eyes and training put together. Layer: web/state. Loaded with the AI page, or when a program's camera is switched on. */
import { untrack } from 'svelte';
import { fromBase64, toBase64 } from '../../../core/base/base64.ts';
import type { DatasetFaultCode } from '../../../core/learn/image-dataset.ts';
import type { Fault } from '../../../core/base/result.ts';
import { NO_ANSWER, type AiAnswer } from '../../../core/robot/outside-news.ts';
import type { Project } from '../../../core/project/project.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { VisionClient } from '../../adapters/onnx/vision-client.ts';
import type { Look } from '../../adapters/onnx/vision-rpc.ts';
import { openPictureStorage } from '../../adapters/storage/picture-storage.ts';
import type { ProjectState } from '../project-state.svelte.ts';
import { EyesState } from './eyes-state.svelte.ts';
import { PicturesState } from './pictures-state.svelte.ts';
import { TrainingState } from './training-state.svelte.ts';

export interface WorkbenchPorts {
  readonly project: ProjectState;
  /** Keeps a copy of the pictures. */
  readonly bridge: Bridge;
  /** Whose pictures; undefined: the computer's own. */
  readonly studentId: string | undefined;
  /** Names of the classes that a new set begins with, "none of these" first. */
  readonly firstClassNames: () => readonly string[];
  readonly onAnswer: (answer: AiAnswer) => void;
}

interface Taking {
  readonly classId: string;
  readonly isHeld: boolean;
  readonly hasOne: boolean;
}

/** The name under which a project keeps its picture model; saving again takes its place. */
const MODEL_NAME = 'camera';

export class AiWorkbench {
  readonly #vision = new VisionClient();
  readonly eyes = new EyesState(this.#vision);
  readonly training = new TrainingState(this.#vision);
  readonly pictures: PicturesState;
  readonly #ports: WorkbenchPorts;
  #taking = $state.raw<Taking | undefined>(undefined);
  #problem = $state.raw<Fault<DatasetFaultCode> | undefined>(undefined);
  #lastLook: Look | undefined;

  constructor(ports: WorkbenchPorts) {
    this.#ports = ports;
    this.pictures = new PicturesState(openPictureStorage(ports.studentId), ports.bridge);
    this.eyes.looks.subscribe((look) => this.#saw(look));
    // For as long as the page lives, as the camera does.
    $effect.root(() => {
      const projectId = $derived(ports.project.project?.id);
      $effect(() => {
        if (projectId !== undefined) untrack(() => this.#openProject(projectId));
      });
    });
    void this.#vision.prepare();
  }

  /** The class that pictures go into while somebody holds its button. */
  get takingFor(): string | undefined {
    return this.#taking?.classId;
  }

  /** Why the last picture was not taken. */
  get problem() {
    return this.#problem;
  }

  /** Is the head in the project what is used now? */
  get isSaved(): boolean {
    const { onnx } = this.training;
    return onnx !== undefined && modelOf(this.#ports.project.project)?.onnx === toBase64(onnx);
  }

  /** Pictures of the camera go into the class from now until `stopTaking`; one at least. */
  startTaking(classId: string): void {
    this.#problem = undefined;
    this.#taking = { classId, isHeld: true, hasOne: false };
    this.eyes.wantsThumbnail = true;
  }

  stopTaking(): void {
    if (this.#taking?.hasOne) this.#endTaking();
    else if (this.#taking) this.#taking = { ...this.#taking, isHeld: false };
  }

  /** A picture from a file or drawn here, which is taken away from the caller. False: it was not looked at, or the class is full. */
  async addPicture(classId: string, picture: ImageBitmap): Promise<boolean> {
    const looked = await this.eyes.lookAt(picture);
    return looked.ok && this.#add(classId, looked.value);
  }

  /** Held before the eye instead of the camera; what the head says of it holds until it sees something else. */
  async show(picture: ImageBitmap): Promise<void> {
    this.eyes.stop();
    const looked = await this.eyes.lookAt(picture);
    if (looked.ok) this.#saw({ ...looked.value, thumbnail: undefined });
  }

  async train(): Promise<void> {
    await this.training.train(this.pictures.dataset);
    this.#answerAgain();
  }

  setThreshold(percent: number): void {
    this.training.threshold = percent;
    this.#answerAgain();
  }

  openModel(onnx: Uint8Array): boolean {
    const opened = this.training.open(onnx);
    this.#answerAgain();
    return opened.ok;
  }

  saveModel(): void {
    const { onnx, net } = this.training;
    if (onnx === undefined || net === undefined) return;
    this.#ports.project.keepModel({ name: MODEL_NAME, kind: 'image', labels: [...net.labels], onnx: toBase64(onnx) });
  }

  #openProject(projectId: string): void {
    this.#lastLook = undefined;
    this.#endTaking();
    this.training.clear();
    this.#ports.onAnswer(NO_ANSWER);
    const model = modelOf(this.#ports.project.project);
    if (model) this.training.open(fromBase64(model.onnx));
    void this.pictures.open(projectId, this.#ports.firstClassNames());
  }

  #saw(look: Look): void {
    this.#lastLook = look;
    if (this.#taking !== undefined && look.thumbnail !== undefined) {
      const isTaken = this.#add(this.#taking.classId, look);
      if (isTaken && this.#taking.isHeld) this.#taking = { ...this.#taking, hasOne: true };
      else this.#endTaking();
    }
    this.#answerAgain();
  }

  #add(classId: string, { features, thumbnail }: Look): boolean {
    const added = this.pictures.addSample(classId, { features, thumbnail: thumbnail ?? new Uint8Array(0) });
    this.#problem = added.ok ? undefined : added.fault;
    return added.ok;
  }

  #endTaking(): void {
    this.#taking = undefined;
    this.eyes.wantsThumbnail = false;
  }

  #answerAgain(): void {
    const look = this.#lastLook;
    const answer = look && this.training.answer(look.features);
    if (answer) this.#ports.onAnswer(answer);
  }
}

function modelOf(project: Project | undefined) {
  return project?.models?.findLast(({ kind }) => kind === 'image');
}
