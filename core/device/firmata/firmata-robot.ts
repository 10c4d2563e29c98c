/**
 * A robot whose board runs Firmata, as a RobotPort: johnny-five on firmata-io over any ByteStream, and our own firmware's messages beside them
 * where the board runs it. Layer: device. The same code serves the serial port, TCP, Web Serial and the emulated board.
 *
 * Sensors report by themselves; `read` gives the latest value and never waits.
 */
import { assert } from '../../base/assert.ts';
import { Emitter, type Events } from '../../base/emitter.ts';
import { fail, ok, type Fault, type FaultParams, type Result } from '../../base/result.ts';
import { i2cAddressOf, pinNeeds, type PinUse } from '../../robot/profile-pins.ts';
import { calibratedProfile, wheelPower, type CarCalibration } from '../../robot/calibration.ts';
import { baudsOf, partOf, type PartType, type RobotProfile } from '../../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../../robot/robot-port.ts';
import type { ByteStream } from '../byte-stream.ts';
import type { CancelTimer, Clock } from '../clock.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import type { LinkQuality } from '../link-meter.ts';
import { openFirmataBoard, type FirmataBoard } from './firmata-board.ts';
import { GUIJI_FIRMWARE_NAME, GuijiLink, type BoardIdentity } from './guiji/guiji-link.ts';
import { OwnSensors } from './guiji/own-sensors.ts';
import { STATE_BIT, SUB, u14 } from './guiji/sysex.ts';
import { Heartbeat } from './heartbeat.ts';
import { NewestWrites } from './newest-writes.ts';
import { digitalPin, type FirmataPart, type OwnBoard, type PartContext } from './parts/firmata-part.ts';
import { I2cBus } from './parts/i2c-bus.ts';
import { attachPart, needsOwnFirmware } from './parts/part-table.ts';

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

/** Why a robot stopped by itself, and can go on. */
export type HaltCode = 'device.stop-pressed' | 'device.host-silent';

export interface FirmataRobot extends RobotPort {
  /** At most one: the robot is lost, its stream is closed. Not emitted by `close()`. */
  readonly faults: Events<Fault<DeviceFaultCode>>;
  /** The motors are off, and the robot is still there: its stop button, or its own watchdog. */
  readonly halts: Events<Fault<HaltCode>>;
  /** False after a fault or `close()`; reads then keep their last values and writes do nothing. */
  readonly isConnected: boolean;
  readonly firmware: { readonly name: string; readonly version: string };
  /** Who the car says it is; undefined where its board runs another firmware. */
  readonly identity: BoardIdentity | undefined;
  /** For what only our firmware can: the car's record. undefined with another. */
  readonly own: GuijiLink | undefined;
  /** Parts on the I2C bus that have answered nothing: the board is there and they are not. */
  readonly silentParts: readonly PartType[];
  /** How long the car takes to answer; undefined where it is not known yet. */
  link(): LinkQuality | undefined;
  state(): FirmataRobotState;
  /** From now on it drives and reads by what this car measured; what does not fit its kit changes nothing. */
  calibrate(calibration: CarCalibration | undefined): void;
  /** What each line sensor reads now, a share of the ADC's range, leftmost first. */
  rawLine(): readonly number[];
  /** Sets `nowMs()` to 0 and every output to off; a stop button's latch is let go. */
  beginRun(): void;
  /** Motors off, then the stream closed; every timer and listener gone. Idempotent. */
  close(): Promise<void>;
}

/** firmata-io's and StandardFirmata's floor. */
const SAMPLING_INTERVAL_MS = 10;
/** From "ready" to the first sample of every sensor. */
const FIRST_SAMPLES_MS_MAX = 2000;
/** Beside the analog channels: the block in which our firmware reports. */
const OWN_BLOCK = -1;
/** The firmware's watchdog: a host that is silent for longer has its motors switched off. */
const HOST_SILENCE_MS = 300;
const CLEAR = 0;
/** What stays as it is when motors and tone are stopped. */
const LASTING_OUTPUTS: readonly OutputId[] = ['led', 'servo', 'display'];
const MODE_OF_USE = {
  ...{ input: 'INPUT', 'pull-up': 'PULLUP', output: 'OUTPUT', pwm: 'PWM', analog: 'ANALOG', servo: 'SERVO', tone: 'OUTPUT' },
} as const satisfies Record<PinUse, keyof FirmataBoard['io']['MODES']>;

/**
 * At most 11.5 s by `clock`. The stream is closed where it fails.
 * Errors: `device.no-firmata`, `device.wrong-firmware`, `device.wrong-board`, `device.needs-own-firmware`, `device.vanished`.
 */
export async function connectFirmataRobot(options: FirmataRobotOptions): Promise<Result<FirmataRobot, DeviceFaultCode>> {
  const { stream, profile, clock } = options;
  const opened = await openFirmataBoard(stream, clock, profile);
  if (!opened.ok) {
    await stream.close();
    return opened;
  }
  const firmata = opened.value;
  const link = firmata.io.firmware.name?.startsWith(GUIJI_FIRMWARE_NAME) ? new GuijiLink(firmata.transport, clock) : undefined;
  const refusal = refusalOf(profile, firmata, link !== undefined);
  if (refusal !== undefined) {
    firmata.release();
    await stream.close();
    return refusal;
  }
  const robot = new Robot(options, firmata, link);
  const fault = (await robot.firstSamples()) ?? (await robot.identify());
  if (fault === undefined) return ok(robot);
  await robot.close();
  return { ok: false, fault };
}

function refusalOf(profile: RobotProfile, firmata: FirmataBoard, isOwn: boolean): Result<never, DeviceFaultCode> | undefined {
  const beyond = isOwn ? undefined : profile.parts.find(needsOwnFirmware);
  if (beyond !== undefined) return fail('device.needs-own-firmware', { part: beyond.type });
  const missing = missingPin(profile, firmata);
  return missing && fail('device.wrong-board', missing);
}

function missingPin(profile: RobotProfile, firmata: FirmataBoard): FaultParams | undefined {
  const { MODES, pins } = firmata.io;
  const needs = profile.parts.flatMap((part) => pinNeeds(part));
  const missing = needs.find(({ pin, use }) => !pins[digitalPin(pin, firmata)]?.supportedModes.includes(MODES[MODE_OF_USE[use]]));
  return missing && { pin: missing.pin, mode: MODE_OF_USE[missing.use] };
}

class Robot implements FirmataRobot {
  profile: RobotProfile;
  readonly firmware: { readonly name: string; readonly version: string };
  readonly own: GuijiLink | undefined;
  readonly halts = new Emitter<Fault<HaltCode>>();
  identity: BoardIdentity | undefined;
  silentParts: readonly PartType[] = [];
  readonly #faults = new Emitter<Fault<DeviceFaultCode>>();
  /** As its kit's file has it. */
  readonly #kit: RobotProfile;
  readonly #stream: ByteStream;
  readonly #clock: Clock;
  readonly #firmata: FirmataBoard;
  readonly #i2c: I2cBus;
  readonly #heartbeat: Heartbeat;
  readonly #writes: NewestWrites;
  readonly #parts: readonly FirmataPart[];
  readonly #outputPorts: readonly number[];
  /** What the program last wrote; a viewer shows it. */
  readonly #written = new Map<OutputId, readonly PortValue[]>();
  #toneEndsAtMs = 0;
  #originMs: number;
  #isConnected = true;
  #isLifted = false;
  /** Bits of our firmware's state. */
  #boardState = 0;
  #waitingForSamples = new Set<number>();
  #onFirstSamples: (fault?: Fault<DeviceFaultCode>) => void = () => {};

  constructor({ stream, profile, clock }: FirmataRobotOptions, firmata: FirmataBoard, link: GuijiLink | undefined) {
    this.profile = profile;
    this.#kit = profile;
    this.own = link;
    this.#stream = stream;
    this.#clock = clock;
    this.#firmata = firmata;
    this.#originMs = clock.nowMs();
    const { io } = firmata;
    this.firmware = { name: io.firmware.name ?? '', version: `${io.version.major}.${io.version.minor}` };
    this.#i2c = new I2cBus(io, clock);
    this.#i2c.onSilent = (address) => this.#partIsSilent(address);
    this.#heartbeat = new Heartbeat({ firmata, link, clock, onSilent: () => this.#lose({ code: 'device.vanished', params: {} }) });
    this.#writes = new NewestWrites({ stream, clock, send: (output, values) => this.#send(output, values) });
    // What an earlier client left running stops here.
    io.reset();
    io.setSamplingInterval(SAMPLING_INTERVAL_MS);
    const own = link && this.#setUpOwn(link);
    this.#parts = this.#attachParts(own);
    own?.sensors.start(baudsOf(profile)[0]);
    if (own?.sensors.isUsed === true) this.#waitingForSamples.add(OWN_BLOCK);
    this.#outputPorts = outputPortsOf(profile, firmata);
    // After the handshake nobody asks for the version: a board that says it has started anew.
    io.on('reportversion', () => this.#lose({ code: 'device.board-reset', params: {} }));
    firmata.onClosed = (fault) => this.#lose(fault ?? { code: 'device.vanished', params: {} });
    this.#heartbeat.start(pinNeeds(profile.parts[0]!)[0]?.pin ?? 0);
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

  async identify(): Promise<Fault<DeviceFaultCode> | undefined> {
    this.identity = await this.own?.identify();
    return this.#isConnected ? undefined : { code: 'device.vanished', params: {} };
  }

  nowMs(): number {
    return this.#clock.nowMs() - this.#originMs;
  }

  read(input: InputId, index: number): PortValue {
    this.#heartbeat.meter.read();
    for (const { inputs } of this.#parts) {
      const reader = inputs?.[input];
      if (reader !== undefined) return reader(index);
    }
    assert(false, 'the checker lets no program read a part that the robot lacks');
  }

  /** A lifted car's motors stay off; what is written after it stands again counts. */
  write(output: OutputId, values: readonly PortValue[]): void {
    assert(this.#writerOf(output) !== undefined, 'the checker lets no program set a part that the robot lacks');
    if (!this.#isConnected) return;
    if (output === 'motors') {
      this.#heartbeat.meter.drove(this.#clock.nowMs());
      if (this.#isLifted) return;
    }
    this.#written.set(output, [...values]);
    if (output === 'tone') this.#toneEndsAtMs = this.#clock.nowMs() + Number(values[1]);
    this.#writes.write(output, [...values]);
  }

  stopAll(): void {
    this.#written.delete('motors');
    this.#written.delete('tone');
    if (!this.#isConnected) return;
    const isQueued = this.#stream.queuedBytes > 0 || !this.#writes.isEmpty;
    this.#writes.clear();
    this.#firmata.transport.writeFirst(() => {
      for (const part of this.#parts) part.stop?.();
      if (isQueued) this.#writeLastingAgain();
    });
  }

  calibrate(calibration: CarCalibration | undefined): void {
    this.profile = calibratedProfile(this.#kit, calibration);
    for (const part of this.#parts) part.calibrate?.(this.profile);
  }

  rawLine(): readonly number[] {
    return this.#parts.find(({ rawLine }) => rawLine !== undefined)?.rawLine?.() ?? [];
  }

  link(): LinkQuality | undefined {
    return this.#heartbeat.meter.quality(this.#clock.nowMs());
  }

  state(): FirmataRobotState {
    const [left = 0, right = 0] = this.#written.get('motors') ?? [];
    const sensors = partOf(this.profile, 'line')?.sensors.length ?? 0;
    const sounds = this.#clock.nowMs() < this.#toneEndsAtMs;
    return {
      leftPercent: Number(left),
      rightPercent: Number(right),
      line: Array.from({ length: sensors }, (_, index) => Number(this.#look('line', index))),
      sonarMm: Number(this.#look('sonar', 0) ?? Infinity),
      led: String(this.#written.get('led')?.[0] ?? 'off'),
      toneHz: sounds ? Number(this.#written.get('tone')?.[0] ?? 0) : 0,
    };
  }

  beginRun(): void {
    this.stopAll();
    this.#written.clear();
    if (this.#isConnected) {
      if ((this.#boardState & STATE_BIT.emergency) !== 0) this.own?.send(SUB.emergency, CLEAR);
      for (const part of this.#parts) part.off?.();
    }
    this.#heartbeat.meter.forgetProgram();
    this.#originMs = this.#clock.nowMs();
  }

  async close(): Promise<void> {
    if (this.#isConnected) {
      this.beginRun();
      this.#release();
    }
    await this.#stream.close();
  }

  #setUpOwn(link: GuijiLink): OwnBoard {
    link.send(SUB.session, ...u14(HOST_SILENCE_MS));
    const sensors = new OwnSensors(link);
    sensors.onBlock = () => {
      this.#heartbeat.meter.reported(this.#clock.nowMs());
      this.#sampled(OWN_BLOCK);
    };
    link.messages.subscribe(({ sub, payload }) => {
      if (sub === SUB.state) this.#onBoardState(payload[0] ?? 0);
      else if (sub === SUB.ping) this.#onBoardState(payload[1] ?? 0);
    });
    return { link, sensors };
  }

  #attachParts(own: OwnBoard | undefined): readonly FirmataPart[] {
    const context: PartContext = {
      ...{ firmata: this.#firmata, clock: this.#clock, profile: this.profile, i2c: this.#i2c, own },
      onAnalog: (pin, listener) => this.#watchAnalog(pin, listener),
      onDigital: (pin, how, listener) => this.#watchDigital(pin, how, listener),
      motorPercent: (side) => Number(this.#written.get('motors')?.[side] ?? 0),
      onLifted: (isLifted) => this.#onLifted(isLifted),
      onStopPressed: () => this.#halt('device.stop-pressed'),
    };
    return this.profile.parts.map((part) => attachPart(part, context));
  }

  #send(output: OutputId, values: readonly PortValue[]): void {
    const [left, right] = values.map(Number) as [number, number];
    const isMotors = output === 'motors';
    this.#writerOf(output)?.(isMotors ? [wheelPower(this.profile, 'left', left), wheelPower(this.profile, 'right', right)] : values);
  }

  #writerOf(output: OutputId): ((values: readonly PortValue[]) => void) | undefined {
    return this.#parts.find(({ outputs }) => outputs?.[output] !== undefined)?.outputs?.[output];
  }

  /** As a viewer, not as the program. */
  #look(input: InputId, index: number): PortValue | undefined {
    return this.#parts.find(({ inputs }) => inputs?.[input] !== undefined)?.inputs?.[input]?.(index);
  }

  /** What was thrown away with the queue: the outputs that Stop leaves alone, as they should be. */
  #writeLastingAgain(): void {
    for (const port of this.#outputPorts) this.#firmata.io.writeDigitalPort(port);
    for (const part of this.#parts) part.forget?.();
    for (const output of LASTING_OUTPUTS) {
      const values = this.#written.get(output);
      if (values !== undefined) this.#writerOf(output)?.(values);
    }
  }

  #onBoardState(state: number): void {
    const risen = state & ~this.#boardState;
    this.#boardState = state;
    if ((risen & STATE_BIT.emergency) !== 0) this.#halt('device.stop-pressed');
    if ((risen & STATE_BIT.hostSilent) !== 0) this.#halt('device.host-silent');
  }

  #onLifted(isLifted: boolean): void {
    this.#isLifted = isLifted;
    if (isLifted) return this.#motorsOff();
    for (const part of this.#parts) part.forget?.();
  }

  #halt(code: HaltCode): void {
    this.#motorsOff();
    this.halts.emit({ code, params: {} });
  }

  #motorsOff(): void {
    if (this.#written.has('motors')) this.stopAll();
  }

  #partIsSilent(address: number): void {
    const part = this.profile.parts.find((each) => i2cAddressOf(each) === address);
    if (part !== undefined) this.silentParts = [...this.silentParts, part.type];
  }

  #watchAnalog(pin: number | string, listener: (share: number) => void): void {
    const { io } = this.#firmata;
    const channel = io.pins[digitalPin(pin, this.#firmata)]!.analogChannel;
    const adcMax = io.RESOLUTION.ADC ?? 2 ** this.profile.board.adcBits - 1;
    const isFirst = this.#waitingForSamples.size === 0;
    this.#waitingForSamples.add(channel);
    io.analogRead(channel, (value) => {
      if (isFirst && this.own === undefined) this.#heartbeat.meter.reported(this.#clock.nowMs());
      listener(Math.min(value, adcMax) / adcMax);
      this.#sampled(channel);
    });
  }

  #watchDigital(pin: number | string, { pullUp }: { readonly pullUp: boolean }, listener: (isHigh: boolean) => void): void {
    const { io } = this.#firmata;
    const number = digitalPin(pin, this.#firmata);
    io.pinMode(number, pullUp ? io.MODES.PULLUP : io.MODES.INPUT);
    io.digitalRead(number, (value) => listener(value !== 0));
  }

  #sampled(source: number): void {
    if (this.#waitingForSamples.delete(source) && this.#waitingForSamples.size === 0) this.#onFirstSamples();
  }

  #release(): void {
    this.#isConnected = false;
    this.#heartbeat.stop();
    this.#writes.clear();
    this.#i2c.release();
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
  const needs = profile.parts.flatMap((part) => pinNeeds(part)).filter(({ use }) => use === 'output');
  return [...new Set(needs.map(({ pin }) => digitalPin(pin, firmata) >> 3))];
}
