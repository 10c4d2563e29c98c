/**
 * A robot whose board runs Firmata, as a RobotPort: johnny-five on firmata-io over any ByteStream, and our own firmware's messages beside them
 * where the board runs it. Layer: device. Sensors report by themselves; `read` gives the latest value and never waits.
 */
import { assert } from '../../base/assert.ts';
import { Emitter, type Events } from '../../base/emitter.ts';
import type { Fault } from '../../base/result.ts';
import { calibratedProfile, wheelPower, type CarCalibration } from '../../robot/calibration.ts';
import { i2cAddressOf, pinNeeds } from '../../robot/profile-pins.ts';
import { baudsOf, partOf, type PartType, type RobotProfile } from '../../robot/profile.ts';
import type { InputId, OutputId, PortValue } from '../../robot/robot-port.ts';
import type { ByteStream } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import type { LinkQuality } from '../link-meter.ts';
import type { FirmataBoard } from './firmata-board.ts';
import type { FirmataRobot, FirmataRobotState, HaltCode } from './firmata-robot.ts';
import { FirstSamples } from './first-samples.ts';
import type { BoardIdentity, GuijiLink } from './guiji/guiji-link.ts';
import { OwnSensors } from './guiji/own-sensors.ts';
import { STATE_BIT, SUB, u14 } from './guiji/sysex.ts';
import { Heartbeat } from './heartbeat.ts';
import { LiftStop } from './lift-stop.ts';
import { NewestWrites } from './newest-writes.ts';
import { digitalPin, type FirmataPart, type OwnBoard, type PartContext } from './parts/firmata-part.ts';
import { I2cBus } from './parts/i2c-bus.ts';
import { attachPart } from './parts/part-table.ts';

export interface FirmataRobotOptions {
  /** Open; the robot owns it from now on and closes it. */
  readonly stream: ByteStream;
  readonly profile: RobotProfile;
  readonly clock: Clock;
}

/** firmata-io's and StandardFirmata's floor. */
const SAMPLING_INTERVAL_MS = 10;
/** Beside the analog channels: the block in which our firmware reports. */
const OWN_BLOCK = -1;
/** The firmware's watchdog: a host that is silent for longer has its motors switched off. */
const HOST_SILENCE_MS = 300;
const CLEAR = 0;
/** What stays as it is when motors and tone are stopped. */
const LASTING_OUTPUTS: readonly OutputId[] = ['led', 'servo', 'display'];

export class ConnectedRobot implements FirmataRobot {
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
  readonly #lift: LiftStop;
  /** Bits of our firmware's state. */
  #boardState = 0;
  readonly #samples: FirstSamples;

  constructor({ stream, profile, clock }: FirmataRobotOptions, firmata: FirmataBoard, link: GuijiLink | undefined) {
    this.profile = profile;
    this.#kit = profile;
    this.own = link;
    this.#stream = stream;
    this.#clock = clock;
    this.#firmata = firmata;
    this.#originMs = clock.nowMs();
    this.#samples = new FirstSamples(clock);
    this.#lift = new LiftStop(clock, () => this.#motorsOff());
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
    if (own?.sensors.isUsed === true) this.#samples.expect(OWN_BLOCK);
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
    return this.#samples.all();
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
      if (this.#lift.holds) return;
      this.#lift.drive(values.some((power) => power !== 0));
    }
    this.#written.set(output, [...values]);
    if (output === 'tone') this.#toneEndsAtMs = this.#clock.nowMs() + Number(values[1]);
    this.#writes.write(output, [...values]);
  }

  stopAll(): void {
    this.#written.delete('motors');
    this.#written.delete('tone');
    this.#lift.drive(false);
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
      this.#samples.came(OWN_BLOCK);
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
      onDark: (isDark) => this.#onDark(isDark),
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

  #onDark(isDark: boolean): void {
    const wasHeld = this.#lift.holds;
    this.#lift.see(isDark);
    if (wasHeld && !isDark) for (const part of this.#parts) part.forget?.();
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
    const isFirst = this.#samples.expect(channel) === 1;
    io.analogRead(channel, (value) => {
      if (isFirst && this.own === undefined) this.#heartbeat.meter.reported(this.#clock.nowMs());
      listener(Math.min(value, adcMax) / adcMax);
      this.#samples.came(channel);
    });
  }

  #watchDigital(pin: number | string, { pullUp }: { readonly pullUp: boolean }, listener: (isHigh: boolean) => void): void {
    const { io } = this.#firmata;
    const number = digitalPin(pin, this.#firmata);
    io.pinMode(number, pullUp ? io.MODES.PULLUP : io.MODES.INPUT);
    io.digitalRead(number, (value) => listener(value !== 0));
  }

  #release(): void {
    this.#isConnected = false;
    this.#heartbeat.stop();
    this.#lift.close();
    this.#writes.clear();
    this.#i2c.release();
    this.#firmata.release();
    for (const part of this.#parts) part.release?.();
  }

  #lose(fault: Fault<DeviceFaultCode>): void {
    if (!this.#isConnected) return;
    this.#release();
    this.#samples.fail(fault);
    // The stream may still be open: a board that was reset.
    void this.#stream.close();
    this.#faults.emit(fault);
  }
}

function outputPortsOf(profile: RobotProfile, firmata: FirmataBoard): readonly number[] {
  const needs = profile.parts.flatMap((part) => pinNeeds(part)).filter(({ use }) => use === 'output');
  return [...new Set(needs.map(({ pin }) => digitalPin(pin, firmata) >> 3))];
}
