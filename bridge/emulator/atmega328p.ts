/**
 * An ATmega328P on avr8js, wired as on an Arduino Uno. Layer: bridge/emulator. Data sheet: Microchip DS40002061B.
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
  adcConfig,
  avrInstruction,
  CPU,
  EEPROMMemoryBackend,
  portBConfig,
  portCConfig,
  portDConfig,
  spiConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  usart0Config,
  watchdogConfig,
} from 'avr8js';
import { assert } from '../../core/base/assert.ts';
import { SelfProgramming } from './self-programming.ts';
import { pinOf, portBitOf, UNO_PIN_COUNT, type PortName } from './uno-pins.ts';
import { UsartLine } from './usart-line.ts';

/** Flags of MCUSR, section 11.9.1. Optiboot stays in the bootloader only after `EXTRF`. */
const PORF = 1 << 0;
export const EXTRF = 1 << 1;
export const WDRF = 1 << 3;
export type ResetCause = typeof PORF | typeof EXTRF | typeof WDRF;

const FLASH_BYTES = 32_768;
const EEPROM_BYTES = 1024;
const SRAM_BYTES = 2048;
const PAGE_BYTES = 128;
const MCUSR = 0x54;
const PORT_CONFIGS = { B: portBConfig, C: portCConfig, D: portDConfig } as const;
/** Why: a bundler's or test runner's view of a CommonJS export is a getter, and this one is called 8 million times a second. */
const executeInstruction = avrInstruction;
const PORT_NAMES: readonly PortName[] = ['B', 'C', 'D'];

export interface Atmega328pOptions {
  readonly freqHz: number;
  /** First byte of the bootloader's section, where a reset starts; 0: the fuse BOOTRST is not programmed, a reset starts at 0. */
  readonly bootStartByte: number;
}

/** @param cycle since power-on, across resets. */
export type PinWatcher = (isHigh: boolean, cycle: number) => void;

export class Atmega328p {
  readonly freqHz: number;
  /** Kept over resets, as the real ones are. Writable: this is how an image gets in without a flasher. */
  readonly flash: Uint8Array;
  readonly eeprom: Uint8Array;
  /** A byte that the program sent on USART0. */
  onTransmit: (byte: number) => void = () => {};
  onReset: (cause: ResetCause) => void = () => {};

  readonly #words: Uint16Array;
  readonly #eepromBackend = new EEPROMMemoryBackend(EEPROM_BYTES);
  readonly #bootStartByte: number;
  readonly #analogVolts: number[] = new Array<number>(8).fill(0);
  #adc!: AVRADC;
  /** What the world outside drives each pin with; undefined where nothing is wired to it. */
  readonly #drivenFromOutside: (boolean | undefined)[] = new Array<boolean | undefined>(UNO_PIN_COUNT).fill(undefined);
  readonly #watchers: PinWatcher[][] = Array.from({ length: UNO_PIN_COUNT }, () => []);
  readonly #levels: boolean[] = new Array<boolean>(UNO_PIN_COUNT).fill(false);
  #lineBaud: number | undefined;
  #cyclesBeforeReset = 0;
  #pendingReset: ResetCause | undefined;
  #cpu!: CPU;
  #ports!: Readonly<Record<PortName, AVRIOPort>>;
  #line!: UsartLine;

  constructor(options: Atmega328pOptions) {
    this.freqHz = options.freqHz;
    this.#bootStartByte = options.bootStartByte;
    this.#words = new Uint16Array(FLASH_BYTES / 2).fill(0xffff);
    this.flash = new Uint8Array(this.#words.buffer);
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

  /** Calls back on every change of what the chip drives the pin with. */
  watchPin(pin: number, watcher: PinWatcher): () => void {
    const list = this.#watchers[pin]!;
    list.push(watcher);
    return () => {
      const index = list.indexOf(watcher);
      if (index >= 0) list.splice(index, 1);
    };
  }

  /** A wire from outside, seen where the pin is an input. */
  drivePin(pin: number, isHigh: boolean): void {
    this.#drivenFromOutside[pin] = isHigh;
    const { port, bit } = portBitOf(pin);
    this.#ports[port].setPin(bit, isHigh);
  }

  /** @param channel 0 … 7 (A0 … A7). */
  setAnalogVolts(channel: number, volts: number): void {
    assert(channel >= 0 && channel < 8, `no ADC channel ${channel}`);
    this.#analogVolts[channel] = volts;
    this.#adc.channelValues[channel] = volts;
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
    this.#pendingReset = undefined;
    const cpu = new CPU(this.#words, SRAM_BYTES);
    this.#cpu = cpu;
    cpu.pc = this.#bootStartByte / 2;
    // The watchdog calls it.
    cpu.reset = () => {
      this.#pendingReset = WDRF;
    };
    const clock = new AVRClock(cpu, this.freqHz);
    for (const config of [timer0Config, timer1Config, timer2Config]) new AVRTimer(cpu, config);
    this.#wirePorts();
    const usart = new AVRUSART(cpu, usart0Config, this.freqHz);
    this.#line = new UsartLine(cpu, usart, (byte) => this.onTransmit(byte));
    this.#line.lineBaud = this.#lineBaud;
    this.#adc = new AVRADC(cpu, adcConfig);
    for (const [channel, volts] of this.#analogVolts.entries()) this.#adc.channelValues[channel] = volts;
    new AVREEPROM(cpu, this.#eepromBackend);
    new AVRSPI(cpu, spiConfig, this.freqHz);
    new AVRTWI(cpu, twiConfig, this.freqHz);
    new AVRWatchdog(cpu, watchdogConfig, clock);
    new SelfProgramming(cpu, { bytes: this.flash, pageBytes: PAGE_BYTES, bootStartByte: this.#bootStartByte || FLASH_BYTES });
    cpu.data[MCUSR] = cause;
  }

  #wirePorts(): void {
    const cpu = this.#cpu;
    this.#ports = { B: new AVRIOPort(cpu, portBConfig), C: new AVRIOPort(cpu, portCConfig), D: new AVRIOPort(cpu, portDConfig) };
    for (const name of PORT_NAMES) {
      this.#ports[name].addListener((value) => this.#portChanged(name, value & cpu.data[PORT_CONFIGS[name].DDR]!));
      // A reset makes every pin an input.
      this.#portChanged(name, 0);
    }
    for (const [pin, isHigh] of this.#drivenFromOutside.entries()) if (isHigh !== undefined) this.drivePin(pin, isHigh);
  }

  #portChanged(name: PortName, drivenHigh: number): void {
    for (let bit = 0; bit < 8; bit++) {
      const pin = pinOf(name, bit);
      if (pin === undefined) continue;
      const isHigh = (drivenHigh & (1 << bit)) !== 0;
      if (isHigh === this.#levels[pin]) continue;
      this.#levels[pin] = isHigh;
      for (const watcher of this.#watchers[pin]!) watcher(isHigh, this.cycles);
    }
  }
}
