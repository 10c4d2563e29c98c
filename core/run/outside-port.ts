/**
 * A robot, and what reaches the program from outside it: a camera's answers, a driver's keys, its own models. Layer: run.
 * Around every robot alike (simulated, live, none), so that a program with AI means the same on each, and only around programs that ask:
 * for all others it costs nothing.
 */
import { unreachable } from '../base/assert.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import { apiEntry, isApiName } from '../robot/api-table.ts';
import { messageOf, type RobotMessage } from '../robot/message.ts';
import { NO_ANSWER, type AiAnswer, type OutsideNews } from '../robot/outside-news.ts';
import type { InputId, OutputId, OutsideInputId, OutsideOutputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import { TUNERS_MAX, tunerOf, within, type Tuner } from '../robot/tuner.ts';
import type { LoadedModels } from './loaded-models.ts';
import { Mailbox, type MailboxState } from './mailbox.ts';
import { ModelAnswers, type ModelAnswersState } from './model-answers.ts';

const OUTSIDE_INPUTS: { readonly [I in OutsideInputId]: true } = {
  aiLabel: true,
  aiClass: true,
  aiConfidence: true,
  aiOut: true,
  remote: true,
  tune: true,
  message: true,
  messages: true,
};

const OUTSIDE_OUTPUTS: { readonly [O in OutsideOutputId]: true } = { aiAsk: true, tune: true, send: true, listen: true };

function isOutsideOutput(output: OutputId): output is OutsideOutputId {
  return Object.hasOwn(OUTSIDE_OUTPUTS, output);
}

function isOutside(input: InputId): input is OutsideInputId {
  return Object.hasOwn(OUTSIDE_INPUTS, input);
}

/** Does this program ask for anything from outside? */
export function asksOutside(program: VerifiedProgram): boolean {
  return program.natives.some((name) => {
    if (!isApiName(name)) return false;
    const { action } = apiEntry(name);
    return (action.by === 'input' && isOutside(action.input)) || (action.by === 'output' && isOutsideOutput(action.output));
  });
}

/** What has come from outside, and what was asked. In memory only. */
export interface OutsideState {
  readonly answer: AiAnswer;
  readonly remote: readonly [number, number];
  readonly models: ModelAnswersState;
  readonly tuners: readonly Tuner[];
  readonly mailbox: MailboxState;
}

/** Who is told of what the program does with the world outside. */
export interface OutsideEars {
  /** The program offers a slider, or one was moved from elsewhere. */
  readonly onTuners?: ((tuners: readonly Tuner[]) => void) | undefined;
  readonly onSend?: ((message: RobotMessage) => void) | undefined;
}

export class OutsidePort implements RobotPort {
  readonly profile: RobotPort['profile'];
  readonly #robot: RobotPort;
  readonly #models: ModelAnswers;
  #answer: AiAnswer = NO_ANSWER;
  #remote: readonly [number, number] = [0, 0];

  #tuners: readonly Tuner[] = [];
  readonly #mailbox = new Mailbox();
  readonly #ears: OutsideEars;

  constructor(robot: RobotPort, models: LoadedModels, ears: OutsideEars = {}) {
    this.#ears = ears;
    this.profile = robot.profile;
    this.#robot = robot;
    this.#models = new ModelAnswers(models.nets);
  }

  /** Holds from now until other news of its kind comes. */
  tell(news: OutsideNews): void {
    if (news.kind === 'ai') this.#answer = news;
    else if (news.kind === 'tune') this.#tune(news.index, news.value);
    else if (news.kind === 'message') this.#mailbox.put(news);
    else this.#remote = [news.leftPercent, news.rightPercent];
  }

  state(): OutsideState {
    return {
      ...{ answer: this.#answer, remote: this.#remote, models: this.#models.state(), tuners: this.#tuners },
      mailbox: this.#mailbox.state(),
    };
  }

  setState({ answer, remote, models, tuners, mailbox }: OutsideState): void {
    this.#mailbox.setState(mailbox);
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
      case 'message':
        return this.#mailbox.newest(index);
      case 'messages':
        return this.#mailbox.count(index);
      case 'remote':
        return this.#remote[index === 0 ? 0 : 1];
      default:
        return unreachable(input);
    }
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    if (!isOutsideOutput(output)) return this.#robot.write(output, values);
    const [first, second] = values;
    switch (output) {
      case 'aiAsk':
        return this.#models.ask(values);
      case 'tune':
        return this.#offer(values);
      case 'send':
        return this.#ears.onSend?.(messageOf(String(first), second!));
      case 'listen':
        return this.#mailbox.listen(Number(first), String(second));
      default:
        return unreachable(output);
    }
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
    this.#ears.onTuners?.(this.#tuners);
  }

  stopAll(): void {
    this.#robot.stopAll();
  }
}
