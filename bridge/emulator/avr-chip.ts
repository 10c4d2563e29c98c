/**
 * An AVR on avr8js: CPU, peripherals and flash as the chip's description says. Layer: bridge/emulator.
 * Its only time is its cycle counter: it runs when it is told to, for as long as it is told to.
 */
import {
  AVRADC,
  AVRClock,
  AVREEPROM,
  AVRIOPort,
  AVRSPI,
  AVRTWI,
  AVRTimer,
  AVRUSART,
  AVRWatchdog,
  avrInstruction,
  CPU,
  EEPROMMemoryBackend,
  PinState,
} from 'avr8js';
import { assert } from '../../core/base/assert.ts';
import type { BoardPins, PortName } from './board-pins.ts';
import type { ChipDescription } from './chip-description.ts';
import { DutyMeter } from './duty-meter.ts';
import type { EmulatedBoard } from './emulated-board.ts';
import { I2cBus } from './i2c-bus.ts';
import { PulseMeter } from './pulse-meter.ts';
import { SelfProgramming } from './self-programming.ts';
import { UsartLine } from './usart-line.ts';

/** Flags of MCUSR (ATmega328P: section 11.9.1). Optiboot stays in the bootloader only after `EXTRF`. */
const PORF = 1 << 0;
export const EXTRF = 1 << 1;
export const WDRF = 1 << 3;
export type ResetCause = typeof PORF | typeof EXTRF | typeof WDRF;

/** Why: a bundler's or test runner's view of a CommonJS export is a getter, and this one is called 8 million times a second. */
const executeInstruction = avrInstruction;

export interface ChipOptions {
  readonly freqHz: number;
  /** First byte of the bootloader's section, where a reset starts; 0: the fuse BOOTRST is not programmed, a reset starts at 0. */
  readonly bootStartByte: number;
}

/** @param cycle since power-on, across resets. */
export type PinWatcher = (isHigh: boolean, cycle: number) => void;

export class AvrChip implements EmulatedBoard {
  readonly freqHz: number;
  readonly pins: BoardPins;
  readonly i2c: I2cBus;
  /** Kept over resets, as the real ones are. Writable: this is how an image gets in without a flasher. */
  readonly flash: Uint8Array;
  readonly eeprom: Uint8Array;
  /** A byte that the program sent on USART0. */
  onTransmit: (byte: number) => void = () => {};
  onReset: (cause: ResetCause) => void = () => {};

  readonly #words: Uint16Array;
  readonly #chip: ChipDescription;
  readonly #eepromBackend: EEPROMMemoryBackend;
  readonly #bootStartByte: number;
  readonly #analogVolts: number[];
  #adc!: AVRADC;
  /** What the world outside drives each pin with; undefined where nothing is wired to it. */
  readonly #drivenFromOutside: (boolean | undefined)[];
  readonly #watchers: PinWatcher[][];
  readonly #lineWatchers: PinWatcher[][];
  readonly #levels: boolean[];
  readonly #pulledLow: boolean[];
  readonly #appointments = new Set<Appointment>();
  #lineBaud: number | undefined;
  #cyclesBeforeReset = 0;
  #pendingReset: ResetCause | undefined;
  #cpu!: CPU;
  #ports!: ReadonlyMap<PortName, AVRIOPort>;
  #line!: UsartLine;

  constructor(chip: ChipDescription, options: ChipOptions) {
    this.#chip = chip;
    this.pins = chip.pins;
    this.freqHz = options.freqHz;
    this.i2c = new I2cBus(options.freqHz);
    this.#bootStartByte = options.bootStartByte;
    this.#words = new Uint16Array(chip.flashBytes / 2).fill(0xffff);
    this.flash = new Uint8Array(this.#words.buffer);
    this.#analogVolts = new Array<number>(chip.adc.numChannels).fill(0);
    this.#drivenFromOutside = new Array<boolean | undefined>(chip.pins.count).fill(undefined);
    this.#watchers = Array.from({ length: chip.pins.count }, () => []);
    this.#lineWatchers = Array.from({ length: chip.pins.count }, () => []);
    this.#levels = new Array<boolean>(chip.pins.count).fill(false);
    this.#pulledLow = new Array<boolean>(chip.pins.count).fill(false);
    this.#eepromBackend = new EEPROMMemoryBackend(chip.eepromBytes);
    this.eeprom = this.#eepromBackend.memory;
    this.#start(PORF);
  }

  /** Since power-on. */
  get cycles(): number {
    return this.#cyclesBeforeReset + this.#cpu.cycles;
  }

  /** Bits per second at the other end of the wire; undefined where the transport has no speed. */
  set lineBaud(baud: number | undefined) {
    this.#lineBaud = baud;
    this.#line.lineBaud = baud;
  }

  reset(cause: ResetCause): void {
    this.#cyclesBeforeReset += this.#cpu.cycles;
    this.#start(cause);
    this.onReset(cause);
  }

  /** Bytes on the wire that the program has not got yet. */
  get receiveBacklog(): number {
    return this.#line.backlog;
  }

  /** Bytes from the other end of the wire; they arrive one by one at the speed the program has set. */
  receive(bytes: Uint8Array): void {
    this.#line.receive(bytes);
  }

  /** Runs until `cycles` has reached `cycle`; the last instruction may pass it by a few. */
  runTo(cycle: number): void {
    while (this.cycles < cycle) {
      this.#runUntilReset(cycle - this.#cyclesBeforeReset);
      if (this.#pendingReset !== undefined) this.reset(this.#pendingReset);
    }
  }

  run(cycles: number): void {
    this.runTo(this.cycles + cycles);
  }

  /** True where the chip drives the pin high; an input, pulled up or not, is not driven. */
  isDrivenHigh(pin: number): boolean {
    return this.#levels[pin]!;
  }

  /** True where the chip pulls the pin low: on a line with a pull-up that many share, anything else is high. */
  isDrivenLow(pin: number): boolean {
    const at = this.pins.portBitOf(pin);
    return at !== undefined && this.#ports.get(at.port)!.pinState(at.bit) === PinState.Low;
  }

  /** Calls back on every change of what the chip drives the pin with. */
  watchPin(pin: number, watcher: PinWatcher): () => void {
    return watchIn(this.#watchers[pin]!, watcher);
  }

  /** As a line with a pull-up that many share: calls back when the chip pulls it low and when it lets it go. */
  watchLine(pin: number, watcher: PinWatcher): () => void {
    return watchIn(this.#lineWatchers[pin]!, watcher);
  }

  /** Calls back so many cycles from now, a reset of the chip notwithstanding: the world outside goes on. */
  after(cycles: number, callback: () => void): void {
    const appointment = { atCycle: this.cycles + cycles, callback };
    this.#appointments.add(appointment);
    this.#make(appointment);
  }

  dutyOf(pin: number): () => number {
    const meter = new DutyMeter(this.freqHz);
    this.watchPin(pin, (isHigh, cycle) => meter.edge(isHigh, cycle));
    return () => meter.dutyAt(this.cycles);
  }

  pulseUsOf(pin: number): () => number | undefined {
    const meter = new PulseMeter(this.freqHz);
    this.watchPin(pin, (isHigh, cycle) => meter.edge(isHigh, cycle));
    return () => meter.usAt(this.cycles);
  }

  resetByLine(): void {
    this.reset(EXTRF);
  }

  /** A wire from outside, seen where the pin is an input. */
  drivePin(pin: number, isHigh: boolean): void {
    const at = this.pins.portBitOf(pin);
    assert(at !== undefined, `pin ${pin} is an input of the ADC alone`);
    this.#drivenFromOutside[pin] = isHigh;
    this.#ports.get(at.port)!.setPin(at.bit, isHigh);
  }

  /** @param channel 0 is A0. */
  setAnalogVolts(channel: number, volts: number): void {
    assert(channel >= 0 && channel < this.#analogVolts.length, `no ADC channel ${channel}`);
    this.#analogVolts[channel] = volts;
    this.#adc.channelValues[channel] = volts;
  }

  #make(appointment: Appointment): void {
    const keep = (): void => {
      if (this.#appointments.delete(appointment)) appointment.callback();
    };
    this.#cpu.addClockEvent(keep, appointment.atCycle - this.cycles);
  }

  #runUntilReset(end: number): void {
    const cpu = this.#cpu;
    while (cpu.cycles < end && this.#pendingReset === undefined) {
      executeInstruction(cpu);
      cpu.tick();
    }
  }

  /** avr8js's `reset()` leaves registers and peripherals as they were, so everything but flash and EEPROM is built anew. */
  #start(cause: ResetCause): void {
    const chip = this.#chip;
    this.#pendingReset = undefined;
    const cpu = new CPU(this.#words, chip.sramBytes);
    this.#cpu = cpu;
    cpu.pc = this.#bootStartByte / 2;
    // The watchdog calls it.
    cpu.reset = () => {
      this.#pendingReset = WDRF;
    };
    const clock = new AVRClock(cpu, this.freqHz);
    this.#wirePorts();
    for (const config of chip.timers) new AVRTimer(cpu, config);
    const usart = new AVRUSART(cpu, chip.usart, this.freqHz);
    this.#line = new UsartLine(cpu, usart, { registers: chip.usart, freqHz: this.freqHz, onTransmit: (byte) => this.onTransmit(byte) });
    this.#line.lineBaud = this.#lineBaud;
    this.#adc = new AVRADC(cpu, chip.adc);
    for (const [channel, volts] of this.#analogVolts.entries()) this.#adc.channelValues[channel] = volts;
    new AVREEPROM(cpu, this.#eepromBackend, chip.eeprom);
    new AVRSPI(cpu, chip.spi, this.freqHz);
    this.i2c.attach(cpu, new AVRTWI(cpu, chip.twi, this.freqHz));
    new AVRWatchdog(cpu, chip.watchdog, clock);
    new SelfProgramming(cpu, {
      bytes: this.flash,
      pageBytes: chip.pageBytes,
      bootStartByte: this.#bootStartByte || chip.flashBytes,
      signature: chip.signature,
      fuses: chip.fuses,
    });
    cpu.data[chip.watchdog.MCUSR] = cause;
    for (const appointment of this.#appointments) this.#make(appointment);
  }

  #wirePorts(): void {
    const cpu = this.#cpu;
    const ports = new Map<PortName, AVRIOPort>();
    for (const [key, config] of Object.entries(this.#chip.ports)) {
      const name = key as PortName;
      const port = new AVRIOPort(cpu, config);
      ports.set(name, port);
      port.addListener((value) => {
        const outputs = cpu.data[config.DDR]!;
        this.#portChanged(name, value & outputs, ~value & outputs);
      });
      // A reset makes every pin an input.
      this.#portChanged(name, 0, 0);
    }
    this.#ports = ports;
    for (const [pin, isHigh] of this.#drivenFromOutside.entries()) if (isHigh !== undefined) this.drivePin(pin, isHigh);
  }

  #portChanged(name: PortName, drivenHigh: number, drivenLow: number): void {
    for (let bit = 0; bit < 8; bit++) {
      const pin = this.pins.pinOf(name, bit);
      if (pin === undefined) continue;
      const isHigh = (drivenHigh & (1 << bit)) !== 0;
      if (isHigh !== this.#levels[pin]) {
        this.#levels[pin] = isHigh;
        for (const watcher of this.#watchers[pin]!) watcher(isHigh, this.cycles);
      }
      const isLow = (drivenLow & (1 << bit)) !== 0;
      if (isLow === this.#pulledLow[pin]) continue;
      this.#pulledLow[pin] = isLow;
      for (const watcher of this.#lineWatchers[pin]!) watcher(!isLow, this.cycles);
    }
  }
}

interface Appointment {
  readonly atCycle: number;
  readonly callback: () => void;
}

function watchIn(list: PinWatcher[], watcher: PinWatcher): () => void {
  list.push(watcher);
  return () => {
    const index = list.indexOf(watcher);
    if (index >= 0) list.splice(index, 1);
  };
}
