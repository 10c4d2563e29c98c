/** The head that is trained, how well it does on pictures held out, and what it answers. Layer: web/state. */
import type { Fault, Result } from '../../../core/base/result.ts';
import type { ImageClass, ImageDataset } from '../../../core/learn/image-dataset.ts';
import { evaluateNet, largestAt, type NetSpec } from '../../../core/learn/net.ts';
import { readNet, type NetFaultCode } from '../../../core/learn/onnx/read-net.ts';
import { prepareTraining } from '../../../core/learn/train-dataset.ts';
import type { AiAnswer } from '../../../core/robot/outside-news.ts';
import type { VisionClient } from '../../adapters/onnx/vision-client.ts';

/** The same pictures give the same head. */
const SEED = 20261;
const THRESHOLD_DEFAULT = 60;

/** What became of one picture when it was held out. */
interface HeldOut {
  readonly classId: string;
  readonly answeredClassId: string;
}

/** By id of the picture. */
export type HeldOutById = Readonly<Record<string, HeldOut>>;

export class TrainingState {
  #net = $state.raw<NetSpec | undefined>(undefined);
  #onnx = $state.raw<Uint8Array | undefined>(undefined);
  #progress = $state<number | undefined>(undefined);
  #problem = $state.raw<Fault | undefined>(undefined);
  #trainedOn = $state.raw<readonly ImageClass[] | undefined>(undefined);
  #heldOut = $state.raw<HeldOutById>({});
  #tookMs = $state<number | undefined>(undefined);
  readonly #vision: VisionClient;
  /** Percent below which the answer is "not sure". */
  threshold = $state(THRESHOLD_DEFAULT);

  constructor(vision: VisionClient) {
    this.#vision = vision;
  }

  get net() {
    return this.#net;
  }

  /** The net's file. */
  get onnx() {
    return this.#onnx;
  }

  /** 0 … 1 while it trains. */
  get progress() {
    return this.#progress;
  }

  get problem() {
    return this.#problem;
  }

  /** How long the last training took, on this computer. */
  get tookMs() {
    return this.#tookMs;
  }

  /** By id of the picture: to which class it was answered by a head that had not seen it. */
  get heldOut() {
    return this.#heldOut;
  }

  /** Were pictures changed since? */
  isStale(dataset: ImageDataset): boolean {
    return this.#trainedOn !== undefined && this.#trainedOn !== dataset.classes;
  }

  /** Forgets everything: another project is open. */
  clear(): void {
    this.#net = undefined;
    this.#onnx = undefined;
    this.#problem = undefined;
    this.#trainedOn = undefined;
    this.#heldOut = {};
    this.#tookMs = undefined;
  }

  async train(dataset: ImageDataset): Promise<void> {
    this.#problem = undefined;
    const prepared = prepareTraining(dataset);
    if (!prepared.ok) {
      this.#problem = prepared.fault;
      return;
    }
    this.#progress = 0;
    const startedAtMs = performance.now();
    const trained = await this.#vision.train({ ...prepared.value, seed: SEED }, (done) => (this.#progress = done));
    this.#progress = undefined;
    if (!trained.ok) {
      this.#problem = trained.fault;
      return;
    }
    if (!this.open(trained.value.onnx).ok) return;
    this.#tookMs = performance.now() - startedAtMs;
    this.#trainedOn = dataset.classes;
    const samples = dataset.classes.flatMap(({ id, samples: own }) => own.map((sample) => ({ id: sample.id, classId: id })));
    const answeredTo = trained.value.heldOut.map(({ answered }) => dataset.classes[answered]!.id);
    this.#heldOut = Object.fromEntries(samples.map(({ id, classId }, row) => [id, { classId, answeredClassId: answeredTo[row]! }]));
  }

  /** Takes over a net from a file or from the project. Errors: see `NetFaultCode`. */
  open(onnx: Uint8Array): Result<NetSpec, NetFaultCode> {
    const net = readNet(onnx);
    this.#problem = net.ok ? undefined : net.fault;
    if (!net.ok) return net;
    this.#net = net.value;
    this.#onnx = onnx;
    this.#heldOut = {};
    this.#trainedOn = undefined;
    return net;
  }

  /** What the head says; undefined where there is none. */
  answer(features: Float32Array): AiAnswer | undefined {
    const net = this.#net;
    if (net === undefined) return undefined;
    const confidences = [...evaluateNet(net, features)].map(toPercent);
    const top = largestAt(confidences);
    const label = confidences[top]! >= this.threshold ? net.labels[top]! : '';
    return { kind: 'ai', label, labels: [...net.labels], confidences };
  }
}

/** With one decimal, as it is shown: a program and the page must not differ. */
function toPercent(share: number): number {
  return Math.round(share * 1000) / 10;
}
