/**
 * A robot whose board runs Firmata, as a RobotPort: johnny-five on firmata-io over any ByteStream. Layer: device.
 * The same code serves the serial port, TCP, Web Serial and the emulated board.
 *
 * Sensors report by themselves every 10 ms; `read` gives the latest value and never waits.
 */
import { assert } from '../../base/assert.ts';
import { Emitter, type Events } from '../../base/emitter.ts';
import { fail, ok, type Fault, type FaultParams, type Result } from '../../base/result.ts';
import { partOf, type RobotProfile } from '../../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../../robot/robot-port.ts';
import type { ByteStream } from '../byte-stream.ts';
import type { CancelTimer, Clock } from '../clock.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import { openFirmataBoard, type FirmataBoard } from './firmata-board.ts';
import { analogChannel, digitalPin, type FirmataPart, type PartContext } from './parts/firmata-part.ts';
import { attachPart, isDrivable, partNeeds } from './parts/part-table.ts';

export interface FirmataRobotOptions {
  /** Open; the robot owns it from now on and closes it. */
  readonly stream: ByteStream;
  readonly profile: RobotProfile;
  readonly clock: Clock;
}

/** What a viewer may show of a robot that nobody tracks; the arrays are copies. */
export interface FirmataRobotState {
  readonly leftPercent: number;
  readonly rightPercent: number;
  /** 0 (light) … 100 (dark), leftmost first. */
  readonly line: readonly number[];
  readonly sonarMm: number;
  readonly led: string;
  readonly toneHz: number;
}

export interface FirmataRobot extends RobotPort {
  /** At most one: the robot is lost, its stream is closed. Not emitted by `close()`. */
  readonly faults: Events<Fault<DeviceFaultCode>>;
  /** False after a fault or `close()`; reads then keep their last values and writes do nothing. */
  readonly isConnected: boolean;
  readonly firmware: { readonly name: string; readonly version: string };
  state(): FirmataRobotState;
  /** Sets `nowMs()` to 0 and every output to off. */
  beginRun(): void;
  /** Motors off, then the stream closed; every timer and listener gone. Idempotent. */
  close(): Promise<void>;
}

/** firmata-io's and StandardFirmata's floor. */
const SAMPLING_INTERVAL_MS = 10;
/** From "ready" to the first sample of every sensor. */
const FIRST_SAMPLES_MS_MAX = 500;

/**
 * At most 10 s by `clock`. The stream is closed where it fails.
 * Errors: `device.no-firmata`, `device.wrong-firmware`, `device.wrong-board`, `device.unknown-part`, `device.vanished`.
 */
export async function connectFirmataRobot(options: FirmataRobotOptions): Promise<Result<FirmataRobot, DeviceFaultCode>> {
  const { stream, profile, clock } = options;
  const unknown = profile.parts.find((part) => !isDrivable(part));
  const opened = unknown ? fail('device.unknown-part', { part: unknown.type }) : await openFirmataBoard(stream, clock);
  if (!opened.ok) {
    await stream.close();
    return opened;
  }
  const missing = missingPin(profile, opened.value);
  if (missing !== undefined) {
    opened.value.release();
    await stream.close();
    return fail('device.wrong-board', missing);
  }
  const robot = new Robot(options, opened.value);
  const fault = await robot.firstSamples();
  if (fault === undefined) return ok(robot);
  await robot.close();
  return { ok: false, fault };
}

function missingPin(profile: RobotProfile, firmata: FirmataBoard): FaultParams | undefined {
  const { MODES, pins } = firmata.io;
  const needs = profile.parts.flatMap((part) => partNeeds(part));
  const missing = needs.find(({ pin, mode }) => !pins[digitalPin(pin, firmata)]?.supportedModes.includes(MODES[mode]));
  return missing && { pin: missing.pin, mode: missing.mode };
}

class Robot implements FirmataRobot {
  readonly profile: RobotProfile;
  readonly firmware: { readonly name: string; readonly version: string };
  readonly #faults = new Emitter<Fault<DeviceFaultCode>>();
  readonly #stream: ByteStream;
  readonly #clock: Clock;
  readonly #firmata: FirmataBoard;
  readonly #parts: readonly FirmataPart[];
  readonly #outputPorts: readonly number[];
  /** What the program last wrote; a viewer shows it. */
  readonly #written = new Map<OutputId, readonly PortValue[]>();
  #toneEndsAtMs = 0;
  #originMs: number;
  #isConnected = true;
  #waitingForSamples = new Set<number>();
  #onFirstSamples: (fault?: Fault<DeviceFaultCode>) => void = () => {};

  constructor({ stream, profile, clock }: FirmataRobotOptions, firmata: FirmataBoard) {
    this.profile = profile;
    this.#stream = stream;
    this.#clock = clock;
    this.#firmata = firmata;
    this.#originMs = clock.nowMs();
    const { io } = firmata;
    this.firmware = { name: io.firmware.name ?? '', version: `${io.version.major}.${io.version.minor}` };
    // What an earlier client left running stops here.
    io.reset();
    io.setSamplingInterval(SAMPLING_INTERVAL_MS);
    const context: PartContext = { firmata, clock, onAnalog: (pin, listener) => this.#watchAnalog(pin, listener) };
    this.#parts = profile.parts.map((part) => attachPart(part, context));
    this.#outputPorts = outputPortsOf(profile, firmata);
    // After the handshake nobody asks for the version: a board that says it has started anew.
    io.on('reportversion', () => this.#lose({ code: 'device.board-reset', params: {} }));
    firmata.onClosed = (fault) => this.#lose(fault ?? { code: 'device.vanished', params: {} });
  }

  get faults(): Events<Fault<DeviceFaultCode>> {
    return this.#faults;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Until every sensor has reported once, so that no read ever finds nothing. */
  firstSamples(): Promise<Fault<DeviceFaultCode> | undefined> {
    return new Promise((resolve) => {
      let cancel: CancelTimer = () => {};
      this.#onFirstSamples = (fault) => {
        cancel();
        this.#onFirstSamples = () => {};
        resolve(fault);
      };
      cancel = this.#clock.after(FIRST_SAMPLES_MS_MAX, () =>
        this.#onFirstSamples({ code: 'device.no-firmata', params: { timeoutS: FIRST_SAMPLES_MS_MAX / 1000 } }),
      );
      if (this.#waitingForSamples.size === 0) this.#onFirstSamples();
    });
  }

  nowMs(): number {
    return this.#clock.nowMs() - this.#originMs;
  }

  read(input: InputId, index: number): PortValue {
    for (const { inputs } of this.#parts) {
      const reader = inputs?.[input];
      if (reader !== undefined) return reader(index);
    }
    assert(false, 'the checker lets no program read a part that the robot lacks');
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    const writer = this.#parts.find(({ outputs }) => outputs?.[output] !== undefined)?.outputs?.[output];
    assert(writer !== undefined, 'the checker lets no program set a part that the robot lacks');
    if (!this.#isConnected) return;
    this.#written.set(output, [...values]);
    if (output === 'tone') this.#toneEndsAtMs = this.#clock.nowMs() + Number(values[1]);
    writer(values);
  }

  stopAll(): void {
    this.#written.delete('motors');
    this.#written.delete('tone');
    if (!this.#isConnected) return;
    this.#firmata.transport.writeFirst(() => {
      for (const part of this.#parts) part.stop?.();
      // What was thrown away with the queue: the other outputs, as they should be.
      for (const port of this.#outputPorts) this.#firmata.io.writeDigitalPort(port);
    });
  }

  state(): FirmataRobotState {
    const [left = 0, right = 0] = this.#written.get('motors') ?? [];
    const sensors = partOf(this.profile, 'line')?.sensors.length ?? 0;
    const sonar = partOf(this.profile, 'sonar') === undefined ? Infinity : Number(this.read('sonar', 0));
    const sounds = this.#clock.nowMs() < this.#toneEndsAtMs;
    return {
      leftPercent: Number(left),
      rightPercent: Number(right),
      line: Array.from({ length: sensors }, (_, index) => Number(this.read('line', index))),
      sonarMm: sonar,
      led: String(this.#written.get('led')?.[0] ?? 'off'),
      toneHz: sounds ? Number(this.#written.get('tone')?.[0] ?? 0) : 0,
    };
  }

  beginRun(): void {
    this.stopAll();
    this.#written.clear();
    if (this.#isConnected) for (const part of this.#parts) part.off?.();
    this.#originMs = this.#clock.nowMs();
  }

  async close(): Promise<void> {
    if (this.#isConnected) {
      this.beginRun();
      this.#release();
    }
    await this.#stream.close();
  }

  #watchAnalog(pin: number | string, listener: (share: number) => void): void {
    const channel = analogChannel(pin) ?? this.#firmata.io.analogPins.indexOf(Number(pin));
    const adcMax = this.#firmata.io.RESOLUTION.ADC ?? 2 ** this.profile.board.adcBits - 1;
    this.#waitingForSamples.add(channel);
    this.#firmata.io.analogRead(channel, (value) => {
      listener(Math.min(value, adcMax) / adcMax);
      if (this.#waitingForSamples.delete(channel) && this.#waitingForSamples.size === 0) this.#onFirstSamples();
    });
  }

  #release(): void {
    this.#isConnected = false;
    this.#firmata.release();
    for (const part of this.#parts) part.release?.();
  }

  #lose(fault: Fault<DeviceFaultCode>): void {
    if (!this.#isConnected) return;
    this.#release();
    this.#onFirstSamples(fault);
    // The stream may still be open: a board that was reset.
    void this.#stream.close();
    this.#faults.emit(fault);
  }
}

function outputPortsOf(profile: RobotProfile, firmata: FirmataBoard): readonly number[] {
  const needs = profile.parts.flatMap((part) => partNeeds(part)).filter(({ mode }) => mode === 'OUTPUT');
  return [...new Set(needs.map(({ pin }) => digitalPin(pin, firmata) >> 3))];
}
