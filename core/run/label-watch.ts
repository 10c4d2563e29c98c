/** What the program last read of `ai.label()`, for who watches the run. Layer: run. What was read and not what was told: a run again sees the same. */
import type { InputId, OutputId, PortValue } from '../robot/robot-port.ts';
import type { PortObserver } from './observed-port.ts';
import type { TelemetryFrame } from './run-types.ts';

export class LabelWatch implements PortObserver {
  #label: string | undefined;

  onRead(input: InputId, _index: number, value: PortValue): void {
    if (input === 'aiLabel') this.#label = String(value);
  }

  onWrite(_output: OutputId, _values: readonly PortValue[]): void {}
  onClock(_nowMs: number): void {}
  onStopAll(): void {}

  /** The frame, with the label where one was read. */
  labelled(frame: TelemetryFrame): TelemetryFrame {
    return this.#label === undefined ? frame : { ...frame, aiLabel: this.#label };
  }
}
