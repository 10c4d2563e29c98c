/** A chip with a firmware and nothing else: messages in and out by hand, pins and voltages beside. Layer: tests. */
import { readFileSync } from 'node:fs';
import { Atmega2560 } from '../../bridge/emulator/atmega2560.ts';
import { Atmega328p } from '../../bridge/emulator/atmega328p.ts';
import type { AvrChip } from '../../bridge/emulator/avr-chip.ts';
import { DutyMeter } from '../../bridge/emulator/duty-meter.ts';
import { withBaud } from '../../core/device/firmware-settings.ts';
import { parseIntelHex, placeSegments } from '../../core/device/intel-hex.ts';

const HZ = 16_000_000;
const CYCLES_PER_MS = HZ / 1000;
const START_SYSEX = 0xf0;
const END_SYSEX = 0xf7;
const REPORT_VERSION = 0xf9;

export interface FirmwareUnderTest {
  readonly name: 'Guiji' | 'StandardFirmata';
  readonly chip: 'atmega328p' | 'atmega2560';
  /** Under firmware-profiles/. */
  readonly image: string;
  readonly baud?: number;
  /** Until it has said hello. */
  readonly startMs: number;
}

export const GUIJI_328P: FirmwareUnderTest = {
  ...{ name: 'Guiji', chip: 'atmega328p', image: 'firmware/guiji-atmega328p.hex', startMs: 10 },
};
export const GUIJI_2560: FirmwareUnderTest = {
  ...{ name: 'Guiji', chip: 'atmega2560', image: 'firmware/guiji-atmega2560.hex', startMs: 10 },
};
/** It blinks its version before it listens. */
export const STANDARD_FIRMATA: FirmwareUnderTest = {
  ...{ name: 'StandardFirmata', chip: 'atmega328p', image: 'uno-line-car/standard-firmata.hex', startMs: 2200 },
};

/** One message from the board: its status byte and all data, a sysex without its last byte. */
export type BoardMessage = readonly number[];

export class FirmwareBench {
  readonly firmware: FirmwareUnderTest;
  readonly chip: AvrChip;
  /** What it said by itself when it started. */
  readonly hello: readonly BoardMessage[];
  #current: number[] = [];
  #said: BoardMessage[] = [];

  constructor(firmware: FirmwareUnderTest) {
    this.firmware = firmware;
    const text = readFileSync(new URL(`../../firmware-profiles/${firmware.image}`, import.meta.url), 'latin1');
    const parsed = parseIntelHex(text);
    if (!parsed.ok) throw new Error(parsed.fault.code);
    const Chip = firmware.chip === 'atmega328p' ? Atmega328p : Atmega2560;
    // The reset vector at 0, as without a bootloader: a second less to emulate.
    this.chip = new Chip({ freqHz: HZ, bootStartByte: 0 });
    placeSegments(firmware.baud === undefined ? parsed.value : withBaud(parsed.value, firmware.baud), this.chip.flash);
    this.chip.onTransmit = (byte) => this.#take(byte);
    this.hello = this.run(firmware.startMs);
  }

  get nowMs(): number {
    return this.chip.cycles / CYCLES_PER_MS;
  }

  /** What the board says meanwhile. */
  run(ms: number): readonly BoardMessage[] {
    this.#said = [];
    this.chip.run(Math.round(ms * CYCLES_PER_MS));
    return this.#said;
  }

  /** Sends at once and runs. */
  ask(bytes: readonly number[], ms: number): readonly BoardMessage[] {
    this.send(bytes);
    return this.run(ms);
  }

  send(bytes: readonly number[]): void {
    this.chip.receive(Uint8Array.from(bytes));
  }

  /** SYSTEM_RESET, no wire left from before, and nothing on its way. */
  reset(): void {
    this.ask([END_SYSEX, 0xff, 0xf0, 0x7a, 19, 0, END_SYSEX], 30);
  }

  /** The first sysex of this command that comes back. */
  askSysex(command: number, data: readonly number[] = [], ms = 15, answer = command): readonly number[] | undefined {
    return sysexes(this.ask(sysex(command, ...data), ms), answer)[0];
  }

  /** Mode and state of a pin, as the firmware tells. */
  pinState(pin: number): { readonly mode: number | undefined; readonly state: number } {
    const [, mode, ...state] = this.askSysex(0x6d, [pin], 8, 0x6e) ?? [];
    return { mode, state: state.reduce((sum, bits, index) => sum + bits * 128 ** index, 0) };
  }

  /** 0 … 1 over the next `ms`. */
  duty(pin: number, ms = 8): number {
    const meter = new DutyMeter(HZ);
    meter.edge(this.chip.isDrivenHigh(pin), this.chip.cycles);
    const unwatch = this.chip.watchPin(pin, (isHigh, cycle) => meter.edge(isHigh, cycle));
    this.run(ms);
    unwatch();
    return meter.dutyAt(this.chip.cycles);
  }

  /** Lengths of the high pulses of a pin in the next `ms`, in µs. */
  pulsesUs(pin: number, ms: number, meanwhile: readonly number[] = []): readonly number[] {
    const pulses: number[] = [];
    let rose: number | undefined;
    const unwatch = this.chip.watchPin(pin, (isHigh, cycle) => {
      if (!isHigh && rose !== undefined) pulses.push(((cycle - rose) / HZ) * 1e6);
      rose = isHigh ? cycle : undefined;
    });
    this.ask(meanwhile, ms);
    unwatch();
    return pulses;
  }

  #take(byte: number): void {
    if (byte === START_SYSEX || (byte >= 0x80 && byte !== END_SYSEX)) this.#current = [byte];
    else if (byte !== END_SYSEX) this.#current.push(byte);
    if (!this.#isWhole(byte)) return;
    this.#said.push(this.#current);
    this.#current = [];
  }

  #isWhole(byte: number): boolean {
    const [status] = this.#current;
    if (status === START_SYSEX) return byte === END_SYSEX;
    return this.#current.length === 3;
  }
}

export function sysex(...bytes: readonly number[]): readonly number[] {
  return [START_SYSEX, ...bytes, END_SYSEX];
}

/** Two bytes of seven bits, low bits first. */
export function u14(value: number): readonly number[] {
  return [value & 127, (value >> 7) & 127];
}

/** The data of every sysex of this command, without the command. */
export function sysexes(said: readonly BoardMessage[], command: number): readonly (readonly number[])[] {
  return said.filter(([status, id]) => status === START_SYSEX && id === command).map(([, , ...data]) => data);
}

/** The values of a channel message (`0xe0`: analog, `0x90`: digital) of one channel or port. */
export function channelValues(said: readonly BoardMessage[], status: number, channel: number): readonly number[] {
  return said.filter(([first]) => first === (status | channel)).map(([, low = 0, high = 0]) => low + 128 * high);
}

export function versions(said: readonly BoardMessage[]): readonly BoardMessage[] {
  return said.filter(([status]) => status === REPORT_VERSION);
}

/** The text of a sysex whose letters take two bytes each. */
export function text(data: readonly number[]): string {
  return String.fromCharCode(...data.filter((_, index) => index % 2 === 0).map((low, index) => low + 128 * data[2 * index + 1]!));
}
