/**
 * Answers a program's questions to its models (core/robot/model-question.ts). Layer: run.
 * The same bits on every computer, so a run with `ai.run` is recomputed like any other.
 */
import { evaluateNet, inputCountOf, type NetSpec } from '../learn/net.ts';
import { AI_ANSWER_PLACES, NO_SUCH_MODEL, wrongInputCount } from '../robot/model-question.ts';
import type { PortValue } from '../robot/robot-port.ts';

/** Every fiber may wait for one. */
const WAITING_MAX = 64;

export type ModelAnswersState = ReadonlyMap<number, ArrayLike<number>>;

export class ModelAnswers {
  readonly #nets: ReadonlyMap<string, NetSpec>;
  /** By question, oldest first: place 0 and the outputs. */
  readonly #answers = new Map<number, ArrayLike<number>>();

  constructor(nets: ReadonlyMap<string, NetSpec>) {
    this.#nets = nets;
  }

  /** @param values of `aiAsk`: [question, model, …inputs] */
  ask(values: readonly PortValue[]): void {
    const [question, model, ...inputs] = values;
    this.#answers.set(Number(question), this.#answer(String(model), inputs.map(Number)));
    if (this.#answers.size <= WAITING_MAX) return;
    for (const oldest of this.#answers.keys()) {
      this.#answers.delete(oldest);
      return;
    }
  }

  state(): ModelAnswersState {
    return new Map(this.#answers);
  }

  setState(state: ModelAnswersState): void {
    this.#answers.clear();
    for (const [question, answer] of state) this.#answers.set(question, answer);
  }

  #answer(model: string, inputs: readonly number[]): readonly number[] {
    const net = this.#nets.get(model);
    if (net === undefined) return [NO_SUCH_MODEL];
    const expected = inputCountOf(net);
    if (inputs.length !== expected) return [wrongInputCount(expected)];
    const outputs = evaluateNet(net, inputs);
    return [outputs.length, ...outputs];
  }

  /** @param index of `aiOut`. A question that was never asked has no model. */
  read(index: number): number {
    const question = Math.floor(index / AI_ANSWER_PLACES);
    return this.#answers.get(question)?.[index % AI_ANSWER_PLACES] ?? NO_SUCH_MODEL;
  }
}
