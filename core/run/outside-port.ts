/**
 * A robot, and what reaches the program from outside it: a camera's answers, a driver's keys, its own models. Layer: run.
 * Around every robot alike (simulated, live, none), so that a program with AI means the same on each, and only around programs that ask:
 * for all others it costs nothing.
 */
import { unreachable } from '../base/assert.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import { apiEntry, isApiName } from '../robot/api-table.ts';
import { NO_ANSWER, type AiAnswer, type OutsideNews } from '../robot/outside-news.ts';
import type { InputId, OutputId, OutsideInputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import { TUNERS_MAX, tunerOf, within, type Tuner } from '../robot/tuner.ts';
import type { LoadedModels } from './loaded-models.ts';
import { ModelAnswers, type ModelAnswersState } from './model-answers.ts';

const OUTSIDE_INPUTS: { readonly [I in OutsideInputId]: true } = {
  aiLabel: true,
  aiClass: true,
  aiConfidence: true,
  aiOut: true,
  remote: true,
  tune: true,
};

function isOutside(input: InputId): input is OutsideInputId {
  return Object.hasOwn(OUTSIDE_INPUTS, input);
}

/** Does this program ask for anything from outside? */
export function asksOutside(program: VerifiedProgram): boolean {
  return program.natives.some((name) => {
    if (!isApiName(name)) return false;
    const { action } = apiEntry(name);
    return (
      (action.by === 'input' && isOutside(action.input)) ||
      (action.by === 'output' && (action.output === 'aiAsk' || action.output === 'tune'))
    );
  });
}

/** What has come from outside, and what was asked. In memory only. */
export interface OutsideState {
  readonly answer: AiAnswer;
  readonly remote: readonly [number, number];
  readonly models: ModelAnswersState;
  readonly tuners: readonly Tuner[];
}

export class OutsidePort implements RobotPort {
  readonly profile: RobotPort['profile'];
  readonly #robot: RobotPort;
  readonly #models: ModelAnswers;
  #answer: AiAnswer = NO_ANSWER;
  #remote: readonly [number, number] = [0, 0];

  #tuners: readonly Tuner[] = [];
  readonly #onTuners: (tuners: readonly Tuner[]) => void;

  /** @param onTuners told when the program offers a slider, or one is moved from elsewhere */
  constructor(robot: RobotPort, models: LoadedModels, onTuners: (tuners: readonly Tuner[]) => void = () => {}) {
    this.#onTuners = onTuners;
    this.profile = robot.profile;
    this.#robot = robot;
    this.#models = new ModelAnswers(models.nets);
  }

  /** Holds from now until other news of its kind comes. */
  tell(news: OutsideNews): void {
    if (news.kind === 'ai') this.#answer = news;
    else if (news.kind === 'tune') this.#tune(news.index, news.value);
    else this.#remote = [news.leftPercent, news.rightPercent];
  }

  state(): OutsideState {
    return { answer: this.#answer, remote: this.#remote, models: this.#models.state(), tuners: this.#tuners };
  }

  setState({ answer, remote, models, tuners }: OutsideState): void {
    this.#setTuners(tuners);
    this.#answer = answer;
    this.#remote = remote;
    this.#models.setState(models);
  }

  nowMs(): number {
    return this.#robot.nowMs();
  }

  read(input: InputId, index: number): PortValue {
    if (!isOutside(input)) return this.#robot.read(input, index);
    switch (input) {
      case 'aiLabel':
        return this.#answer.label;
      case 'aiClass':
        return this.#answer.labels[index] ?? '';
      case 'aiConfidence':
        return this.#answer.confidences[index] ?? 0;
      case 'aiOut':
        return this.#models.read(index);
      case 'tune':
        return this.#tuners[index]?.value ?? 0;
      case 'remote':
        return this.#remote[index === 0 ? 0 : 1];
      default:
        return unreachable(input);
    }
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    if (output === 'aiAsk') this.#models.ask(values);
    else if (output === 'tune') this.#offer(values);
    else this.#robot.write(output, values);
  }

  #offer([index, name, initial, min, max]: readonly PortValue[]): void {
    if (Number(index) >= TUNERS_MAX) return;
    const tuner = tunerOf(Number(index), String(name), Number(initial), [Number(min), Number(max)]);
    this.#setTuners([...this.#tuners.filter((each) => each.index !== tuner.index), tuner]);
  }

  #tune(index: number, value: number): void {
    this.#setTuners(this.#tuners.map((each) => (each.index === index ? { ...each, value: within(value, each.min, each.max) } : each)));
  }

  #setTuners(tuners: readonly Tuner[]): void {
    this.#tuners = tuners.toSorted((a, b) => a.index - b.index);
    this.#onTuners(this.#tuners);
  }

  stopAll(): void {
    this.#robot.stopAll();
  }
}
