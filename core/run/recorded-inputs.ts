/** The inputs that no world computes, as a recording has them, over a world that computes the rest. Layer: run. See external-inputs.ts. */
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import { apiEntry, isApiName } from '../robot/api-table.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';
import { EXTERNAL_INPUTS } from './external-inputs.ts';
import { MalformedExact, MessageEntries } from './exact-decoder.ts';
import { isOfInput, neutralOf } from './io-codes.ts';
import type { RunFile } from './run-file.ts';

/** Reads of external inputs, oldest first; ends where the channel does or is malformed. */
function* externalReads({
  messages,
}: Pick<RunFile, 'messages'>): Generator<{ readonly input: InputId; readonly index: number; readonly value: PortValue }> {
  try {
    for (const { channel, data } of messages) {
      if (channel !== 'exact') continue;
      const entries = new MessageEntries(data);
      for (let entry = entries.next(); entry !== undefined; entry = entries.next()) {
        if (entry.kind === 'read' && EXTERNAL_INPUTS.has(entry.input)) yield entry;
      }
    }
  } catch (cause) {
    if (!(cause instanceof MalformedExact)) throw cause;
  }
}

/** Can this program read any? */
export function readsExternal({ natives }: VerifiedProgram): boolean {
  return natives.some((name) => {
    if (!isApiName(name)) return false;
    const { action } = apiEntry(name);
    return action.by === 'input' && EXTERNAL_INPUTS.has(action.input);
  });
}

export class RecordedInputs implements RobotPort {
  readonly profile: RobotPort['profile'];
  /** The program has read some. */
  wereUsed = false;
  readonly #inner: RobotPort;
  readonly #reads: ReturnType<typeof externalReads>;

  constructor(inner: RobotPort, file: Pick<RunFile, 'messages'>) {
    this.profile = inner.profile;
    this.#inner = inner;
    this.#reads = externalReads(file);
  }

  nowMs(): number {
    return this.#inner.nowMs();
  }

  /** Where the recording says nothing that fits, a neutral value: whoever compares sees the difference. */
  read(input: InputId, index: number): PortValue {
    if (!EXTERNAL_INPUTS.has(input)) return this.#inner.read(input, index);
    this.wereUsed = true;
    const next = this.#reads.next();
    const isIt = next.done !== true && next.value.input === input && next.value.index === index && isOfInput(input, next.value.value);
    return isIt ? next.value.value : neutralOf(input);
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    this.#inner.write(output, values);
  }

  stopAll(): void {
    this.#inner.stopAll();
  }
}
