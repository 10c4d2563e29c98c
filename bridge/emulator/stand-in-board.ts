/**
 * A board that speaks Firmata and is no chip: what a kit's own Firmata would do, for chips that nobody emulates here. Layer: bridge/emulator.
 * Specification: https://github.com/firmata/protocol, protocol.md 2.7 with servos.md and i2c.md. It shows that our side keeps to the protocol,
 * and nothing of the chip. It counts microseconds.
 */
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { EmulatedBoard } from './emulated-board.ts';
import type { I2cDevice } from './i2c-bus.ts';
import { MODE, StandInPins } from './stand-in-pins.ts';

const STATUS = { analog: 0xe0, digital: 0x90, reportAnalog: 0xc0, reportDigital: 0xd0 } as const;
const COMMAND = { pinMode: 0xf4, pinValue: 0xf5, version: 0xf9, reset: 0xff, startSysex: 0xf0, endSysex: 0xf7 } as const;
const SYSEX = {
  ...{ analogMapping: 0x69, analogMappingAnswer: 0x6a, capability: 0x6b, capabilityAnswer: 0x6c, pinState: 0x6d, pinStateAnswer: 0x6e },
  ...{ extendedAnalog: 0x6f, servoConfig: 0x70, i2cRequest: 0x76, i2cReply: 0x77, firmware: 0x79, samplingInterval: 0x7a },
} as const;
const I2C = { write: 0, read: 1, readContinuously: 2, stop: 3 } as const;
const VERSION = [2, 7] as const;
const NAME = 'Stand-in';
const NO_CHANNEL = 127;
const PORT_BITS = 8;
const SAMPLING_MS = 19;
const US_PER_MS = 1000;
const PWM_MAX = 255;
const MESSAGE_BYTES_MAX = 256;

const u14 = (value: number): readonly number[] => [value & 127, (value >> 7) & 127];
const number = (low = 0, high = 0): number => low + 128 * high;
const eights = (data: readonly number[]): readonly number[] => data.flatMap((low, at) => (at % 2 === 0 ? [number(low, data[at + 1])] : []));

interface Reading {
  readonly address: number;
  readonly register: number;
  readonly count: number;
}

export class StandInBoard implements EmulatedBoard {
  readonly freqHz = 1_000_000;
  readonly flash = new Uint8Array(0);
  readonly eeprom = new Uint8Array(0);
  readonly pins: StandInPins;
  readonly i2c = { devices: new Map<number, I2cDevice>() };
  onTransmit: (byte: number) => void = () => {};
  /** A network has no speed. */
  lineBaud: number | undefined;
  readonly receiveBacklog = 0;
  cycles = 0;
  #appointments: { readonly atCycle: number; readonly callback: () => void }[] = [];
  #message: number[] = [];
  #samplingMs = SAMPLING_MS;
  #nextSampleAt = 0;
  readonly #analogReports = new Set<number>();
  readonly #digitalReports = new Set<number>();
  #readings: readonly Reading[] = [];

  constructor({ board }: RobotProfile) {
    this.pins = new StandInPins(board);
  }

  /** A network's connection resets nothing. */
  resetByLine(): void {
    this.#message = [];
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte);
  }

  runTo(cycle: number): void {
    while (this.cycles < cycle) {
      const due = this.#appointments[0]?.atCycle ?? Infinity;
      this.cycles = Math.max(this.cycles, Math.min(cycle, due, this.#nextSampleAt));
      if (due <= this.cycles) this.#appointments.shift()!.callback();
      if (this.#nextSampleAt > this.cycles) continue;
      this.#nextSampleAt = this.cycles + this.#samplingMs * US_PER_MS;
      for (const channel of this.#analogReports) this.#reportAnalog(channel);
      for (const reading of this.#readings) this.#read(reading);
    }
  }

  after(cycles: number, callback: () => void): void {
    this.#appointments.push({ atCycle: this.cycles + cycles, callback });
    this.#appointments.sort((a, b) => a.atCycle - b.atCycle);
  }

  isDrivenHigh(pin: number): boolean {
    const { mode, value } = this.pins.all[pin]!;
    return mode === MODE.OUTPUT && value !== 0;
  }

  watchPin(pin: number, watcher: (isHigh: boolean, cycle: number) => void): () => void {
    const { watchers } = this.pins.all[pin]!;
    watchers.push(watcher);
    return () => void watchers.splice(watchers.indexOf(watcher), 1);
  }

  /** Nothing here lets a line go. */
  watchLine(): () => void {
    return () => {};
  }

  dutyOf(pin: number): () => number {
    const at = this.pins.all[pin]!;
    return () => (at.mode === MODE.PWM ? Math.min(PWM_MAX, at.value) / PWM_MAX : at.mode === MODE.OUTPUT ? Math.min(1, at.value) : 0);
  }

  pulseUsOf(pin: number): () => number | undefined {
    const at = this.pins.all[pin]!;
    return () => (at.mode === MODE.SERVO && at.value > 0 ? at.value : undefined);
  }

  drivePin(pin: number, isHigh: boolean): void {
    const at = this.pins.all[pin]!;
    const isNew = at.fromOutside !== isHigh;
    at.fromOutside = isHigh;
    const port = Math.floor(pin / PORT_BITS);
    if (isNew && this.#digitalReports.has(port)) this.#reportDigital(port);
  }

  setAnalogVolts(channel: number, volts: number): void {
    this.pins.volts[channel] = volts;
  }

  #take(byte: number): void {
    if (byte >= 0x80 && byte !== COMMAND.endSysex) this.#message = [byte];
    else if (this.#message.length < MESSAGE_BYTES_MAX) this.#message.push(byte);
    const [status = 0] = this.#message;
    const isSysex = status === COMMAND.startSysex;
    if (isSysex ? byte !== COMMAND.endSysex : this.#message.length < lengthOf(status)) return;
    const message = this.#message;
    this.#message = [];
    if (isSysex) this.#obeySysex(message[1]!, message.slice(2, -1));
    else this.#obey(status, message[1] ?? 0, message[2] ?? 0);
  }

  #obey(status: number, first: number, second: number): void {
    if (status === COMMAND.version) return this.#send(COMMAND.version, ...VERSION);
    if (status === COMMAND.reset) return this.#reset();
    if (status === COMMAND.pinMode) return this.#setMode(first, second);
    if (status === COMMAND.pinValue) return this.#write(first, second);
    const channel = status & 0x0f;
    const value = number(first, second);
    switch (status & 0xf0) {
      case STATUS.analog:
        return this.#write(channel, value);
      case STATUS.digital:
        for (let bit = 0; bit < PORT_BITS; bit++) this.#writeLevel(channel * PORT_BITS + bit, (value >> bit) & 1);
        return;
      case STATUS.reportAnalog:
        if (first === 0) return void this.#analogReports.delete(channel);
        this.#analogReports.add(channel);
        return this.#reportAnalog(channel);
      case STATUS.reportDigital:
        if (first === 0) return void this.#digitalReports.delete(channel);
        this.#digitalReports.add(channel);
        return this.#reportDigital(channel);
    }
  }

  #obeySysex(id: number, data: readonly number[]): void {
    const [pin = 0, ...rest] = data;
    const { all } = this.pins;
    switch (id) {
      case SYSEX.firmware:
        return this.#sendSysex(SYSEX.firmware, ...VERSION, ...[...NAME].flatMap((letter) => u14(letter.charCodeAt(0))));
      case SYSEX.capability:
        return this.#sendSysex(SYSEX.capabilityAnswer, ...all.flatMap((_, each) => [...this.pins.abilities(each), NO_CHANNEL]));
      case SYSEX.analogMapping:
        return this.#sendSysex(SYSEX.analogMappingAnswer, ...all.map((_, each) => this.pins.channelOf(each) ?? NO_CHANNEL));
      case SYSEX.pinState:
        if (all[pin] !== undefined) this.#sendSysex(SYSEX.pinStateAnswer, pin, all[pin].mode, ...u14(all[pin].value));
        return;
      case SYSEX.extendedAnalog:
        return this.#write(pin, number(...rest));
      case SYSEX.servoConfig:
        if (all[pin] !== undefined) Object.assign(all[pin].servo, { minUs: number(rest[0], rest[1]), maxUs: number(rest[2], rest[3]) });
        return;
      case SYSEX.samplingInterval:
        this.#samplingMs = Math.max(1, number(data[0], data[1]));
        return;
      case SYSEX.i2cRequest:
        return this.#i2c(pin, (rest[0]! >> 3) & 3, eights(rest.slice(1)));
    }
  }

  #i2c(address: number, mode: number, bytes: readonly number[]): void {
    if (mode === I2C.write) {
      const device = this.i2c.devices.get(address);
      device?.begin?.(true);
      for (const byte of bytes) device?.write(byte);
      return device?.end?.();
    }
    const reading = { address, register: bytes.length > 1 ? bytes[0]! : 0, count: bytes.at(-1) ?? 0 };
    if (mode === I2C.read) return this.#read(reading);
    this.#readings = [
      ...this.#readings.filter((each) => each.address !== address || (mode === I2C.readContinuously && each.register !== reading.register)),
      ...(mode === I2C.readContinuously ? [reading] : []),
    ];
  }

  #read({ address, register, count }: Reading): void {
    const device = this.i2c.devices.get(address);
    if (device === undefined) return;
    device.begin?.(true);
    device.write(register);
    device.begin?.(false);
    const bytes = Array.from({ length: count }, () => device.read());
    device.end?.();
    this.#sendSysex(SYSEX.i2cReply, ...u14(address), ...u14(register), ...bytes.flatMap(u14));
  }

  #reset(): void {
    this.#analogReports.clear();
    this.#digitalReports.clear();
    this.#readings = [];
    this.#samplingMs = SAMPLING_MS;
    for (const [pin, { mode }] of this.pins.all.entries()) {
      this.#write(pin, 0);
      this.#setMode(pin, mode === MODE.OUTPUT ? MODE.OUTPUT : MODE.INPUT);
    }
  }

  #setMode(pin: number, mode: number): void {
    const at = this.pins.all[pin];
    if (at === undefined) return;
    at.mode = mode;
    at.value = 0;
  }

  #write(pin: number, value: number): void {
    if (this.pins.all[pin]?.mode === MODE.OUTPUT) this.#writeLevel(pin, value === 0 ? 0 : 1);
    else this.pins.write(pin, value);
  }

  #writeLevel(pin: number, level: number): void {
    const at = this.pins.all[pin];
    if (at?.mode !== MODE.OUTPUT || at.value === level) return;
    at.value = level;
    for (const watcher of at.watchers) watcher(level !== 0, this.cycles);
  }

  #reportAnalog(channel: number): void {
    this.#send(STATUS.analog | channel, ...u14(this.pins.sample(channel)));
  }

  #reportDigital(port: number): void {
    let levels = 0;
    for (let bit = 0; bit < PORT_BITS; bit++) {
      const pin = port * PORT_BITS + bit;
      if (pin < this.pins.all.length && this.pins.level(pin)) levels |= 1 << bit;
    }
    this.#send(STATUS.digital | port, ...u14(levels));
  }

  #sendSysex(...bytes: readonly number[]): void {
    this.#send(COMMAND.startSysex, ...bytes, COMMAND.endSysex);
  }

  #send(...bytes: readonly number[]): void {
    for (const byte of bytes) this.onTransmit(byte);
  }
}

/** Of a message that is no sysex. */
function lengthOf(status: number): number {
  if (status === COMMAND.version || status === COMMAND.reset) return 1;
  const kind = status & 0xf0;
  return kind === STATUS.reportAnalog || kind === STATUS.reportDigital ? 2 : 3;
}
