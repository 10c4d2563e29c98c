/** Reads the exact channel back, an entry at a time. Layer: run. Byte layout: docs/protocols/run-file.md, "exact". */
import { fail, ok, type Result } from '../base/result.ts';
import type { PortValue } from '../robot/robot-port.ts';
import type { VmEdit } from '../vm/vm.ts';
import { VALUE_TAG } from './byte-writer.ts';
import { CODE_BITS, CODE_MASK, EDIT, EDIT_VALUES, KIND, OF_A_DEBT, STOP_ALL, type ExactEntry } from './exact-channel.ts';
import { inputOfCode, outputOfCode } from './io-codes.ts';

/** Of one file, decoded at once: a hostile one claims any number in a few bytes. */
const ENTRIES_MAX = 10_000_000;

export type ExactFaultCode = 'run-file.malformed-exact'; // {}

export class MalformedExact extends Error {}

class ExactReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.at++];
    if (value === undefined) throw new MalformedExact();
    return value;
  }

  varint(): number {
    let value = this.byte();
    if (value < 0x80) return value;
    value -= 0x80;
    for (let scale = 0x80; scale < 2 ** 53; scale *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * scale;
      if (byte < 0x80) return value;
    }
    throw new MalformedExact();
  }

  #skip(count: number): void {
    this.at += count;
    if (this.at > this.#bytes.length) throw new MalformedExact();
  }

  number(): number {
    const value = this.value();
    if (typeof value !== 'number') throw new MalformedExact();
    return value;
  }

  value(): PortValue {
    const tag = this.byte();
    if (tag === VALUE_TAG.integer) {
      const zigzag = this.varint();
      return zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2;
    }
    if (tag === VALUE_TAG.false || tag === VALUE_TAG.true) return tag === VALUE_TAG.true;
    if (tag === VALUE_TAG.float64) {
      this.#skip(8);
      return this.#view.getFloat64(this.at - 8, true);
    }
    if (tag !== VALUE_TAG.string) throw new MalformedExact();
    const length = this.varint();
    this.#skip(length);
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }

  skipValue(): void {
    const tag = this.byte();
    if (tag === VALUE_TAG.integer) this.varint();
    else if (tag === VALUE_TAG.float64) this.#skip(8);
    else if (tag === VALUE_TAG.string) this.#skip(this.varint());
    else if (tag !== VALUE_TAG.false && tag !== VALUE_TAG.true) throw new MalformedExact();
  }
}

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new MalformedExact();
  return value;
};

const budgetOf = (code: number, size: number): number => (code === OF_A_DEBT ? 0 - size : size);

/** The entries of one message, oldest first. Throws MalformedExact. */
export class MessageEntries {
  readonly #in: ExactReader;
  readonly #reads = new Map<number, PortValue>();
  readonly #writes = new Map<number, readonly PortValue[]>();
  #clockMs: number | undefined;
  #at: number;
  #distance = 0;
  #last: ExactEntry | undefined;
  #repeats = 0;

  /** @param message borrowed */
  constructor(message: Uint8Array) {
    this.#in = new ExactReader(message);
    this.#at = this.#in.varint();
  }

  /** How often the entry that `next` gave comes again at once; a hostile message claims any number. */
  get repeatsLeft(): number {
    return this.#repeats;
  }

  next(): ExactEntry | undefined {
    for (;;) {
      if (this.#repeats > 0) {
        this.#repeats--;
        this.#at += this.#distance;
        return { ...this.#last!, at: this.#at };
      }
      if (this.#in.isAtEnd) return undefined;
      const head = this.#in.byte();
      if (head >> CODE_BITS !== KIND.repeat) return this.#entry(head >> CODE_BITS, head & CODE_MASK);
      this.#repeats = this.#in.varint();
      known(this.#last);
    }
  }

  #entry(kind: number, code: number): ExactEntry {
    this.#distance = this.#in.varint();
    this.#at += this.#distance;
    this.#last = this.#body(kind, code);
    return this.#last;
  }

  #body(kind: number, code: number): ExactEntry {
    const at = this.#at;
    if (kind === KIND.turn) return { kind: 'turn', at, budget: budgetOf(code, this.#in.varint()) };
    if (kind === KIND.clock || kind === KIND.clockSame) {
      if (kind === KIND.clock) this.#clockMs = this.#in.number();
      return { kind: 'clock', at, nowMs: known(this.#clockMs) };
    }
    if (kind === KIND.read || kind === KIND.readSame) return this.#read(at, code, kind === KIND.read);
    if (code === STOP_ALL) return { kind: 'stop-all', at };
    if (code === EDIT) return this.#edit(at, kind);
    const output = known(outputOfCode(code));
    if (kind === KIND.write) {
      const count = this.#in.byte();
      this.#writes.set(code, Array.from({ length: count }, () => this.#in.value())); // prettier-ignore
    }
    return { kind: 'write', at, output, values: known(this.#writes.get(code)) };
  }

  #edit(at: number, kind: number): ExactEntry {
    if (kind !== KIND.write || this.#in.byte() !== EDIT_VALUES) throw new MalformedExact();
    const place = this.#in.value();
    if (typeof place !== 'string') throw new MalformedExact();
    const value = this.#in.value();
    return { kind: 'edit', at, place, value, atMs: timeIn(this.#in) };
  }

  #read(at: number, code: number, isNew: boolean): ExactEntry {
    const input = known(inputOfCode(code));
    const index = this.#in.varint();
    const key = index * 32 + code;
    if (isNew) this.#reads.set(key, this.#in.value());
    return { kind: 'read', at, input, index, value: known(this.#reads.get(key)) };
  }
}

/** A change by hand and the robot time at which it was made. */
export interface RecordedEdit extends VmEdit {
  readonly atMs: number;
}

export interface TurnListeners {
  /** A turn that repeats itself is told once. */
  readonly onTurn: (at: number, budget: number) => void;
  readonly onEdit: (edit: RecordedEdit) => void;
}

/** Only turns and edits, oldest first; all other values are skipped. Throws MalformedExact. */
export function scanTurns(message: Uint8Array, { onTurn, onEdit }: TurnListeners): void {
  const reader = new ExactReader(message);
  let at = reader.varint();
  let distance = 0;
  while (!reader.isAtEnd) {
    const head = reader.byte();
    const kind = head >> CODE_BITS;
    if (kind === KIND.repeat) {
      at += distance * reader.varint();
      continue;
    }
    distance = reader.varint();
    at += distance;
    const code = head & CODE_MASK;
    if (kind === KIND.turn) onTurn(at, budgetOf(code, reader.varint()));
    else if (kind === KIND.write && code === EDIT) scanEdit(reader, onEdit);
    else skipBody(reader, kind, code);
  }
}

function timeIn(reader: ExactReader): number {
  const atMs = reader.value();
  if (typeof atMs !== 'number') throw new MalformedExact();
  return atMs;
}

function scanEdit(reader: ExactReader, onEdit: TurnListeners['onEdit']): void {
  if (reader.byte() !== EDIT_VALUES) throw new MalformedExact();
  const place = reader.value();
  if (typeof place !== 'string') throw new MalformedExact();
  onEdit({ at: place, value: reader.value(), atMs: timeIn(reader) });
}

function skipBody(reader: ExactReader, kind: number, code: number): void {
  if (kind === KIND.read || kind === KIND.readSame) {
    reader.varint();
    if (kind === KIND.read) reader.skipValue();
  } else if (kind === KIND.clock) reader.skipValue();
  else if (kind === KIND.write && code !== STOP_ALL) {
    for (let count = reader.byte(); count > 0; count--) reader.skipValue();
  }
}

/** All entries of a file's messages, oldest first. Errors: `run-file.malformed-exact`. */
export function decodeExact(messages: readonly Uint8Array[]): Result<readonly ExactEntry[], ExactFaultCode> {
  const entries: ExactEntry[] = [];
  try {
    for (const message of messages) {
      const reader = new MessageEntries(message);
      for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
        if (entries.length + reader.repeatsLeft >= ENTRIES_MAX) throw new MalformedExact();
        entries.push(entry);
      }
    }
    return ok(entries);
  } catch (cause) {
    if (cause instanceof MalformedExact) return fail('run-file.malformed-exact', {});
    throw cause;
  }
}
