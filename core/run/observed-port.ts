/** A RobotPort that tells others what passes through it: the recorder and the digest. Layer: run. */
import type { InputId, OutputId, PortValue, RobotPort } from '../robot/robot-port.ts';

/** Called after the robot answered, or before it acts. Values are borrowed. */
export interface PortObserver {
  onRead?(input: InputId, index: number, value: PortValue): void;
  onWrite(output: OutputId, values: readonly PortValue[]): void;
  onClock?(nowMs: number): void;
  onStopAll(): void;
}

export class ObservedPort implements RobotPort {
  readonly profile: RobotPort['profile'];
  /** Nobody is told. */
  isMuted = false;
  readonly #inner: RobotPort;
  readonly #observers: readonly PortObserver[];
  /** Why apart: reads are by far the most frequent, and the digest has no ear for them. */
  readonly #listeners: readonly PortObserver[];

  constructor(inner: RobotPort, observers: readonly PortObserver[]) {
    this.profile = inner.profile;
    this.#inner = inner;
    this.#observers = observers;
    this.#listeners = observers.filter((observer) => observer.onRead !== undefined || observer.onClock !== undefined);
  }

  nowMs(): number {
    const now = this.#inner.nowMs();
    if (this.isMuted) return now;
    for (let i = 0; i < this.#listeners.length; i++) this.#listeners[i]!.onClock?.(now);
    return now;
  }

  read(input: InputId, index: number): PortValue {
    const value = this.#inner.read(input, index);
    if (this.isMuted) return value;
    for (let i = 0; i < this.#listeners.length; i++) this.#listeners[i]!.onRead?.(input, index, value);
    return value;
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    if (!this.isMuted) for (let i = 0; i < this.#observers.length; i++) this.#observers[i]!.onWrite(output, values);
    this.#inner.write(output, values);
  }

  stopAll(): void {
    this.#inner.stopAll();
    if (!this.isMuted) for (const observer of this.#observers) observer.onStopAll();
  }
}
