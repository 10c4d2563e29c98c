/** What tells one AVR from another: constants of its data sheet, for avr-chip.ts. Layer: bridge/emulator. */
import type { ADCConfig, AVREEPROMConfig, AVRPortConfig, AVRTimerConfig, SPIConfig, twiConfig, usart0Config, WatchdogConfig } from 'avr8js';
import type { BoardPins, PortName } from './board-pins.ts';

export interface ChipDescription {
  readonly name: string;
  readonly flashBytes: number;
  readonly pageBytes: number;
  readonly eepromBytes: number;
  /** From 0x100 on, as avr8js counts it: what lies between the registers of a small chip and the end of the memory. */
  readonly sramBytes: number;
  /** Bytes 0, 2 and 4 of the signature row. */
  readonly signature: readonly [number, number, number];
  /** As `LPM` finds them with BLBSET: low, lock, extended, high. */
  readonly fuses: readonly [number, number, number, number];
  readonly ports: Readonly<Partial<Record<PortName, AVRPortConfig>>>;
  readonly timers: readonly AVRTimerConfig[];
  readonly usart: typeof usart0Config;
  readonly adc: ADCConfig;
  readonly eeprom: AVREEPROMConfig;
  readonly spi: SPIConfig;
  readonly twi: typeof twiConfig;
  readonly watchdog: WatchdogConfig;
  /** Of the board that it stands on. */
  readonly pins: BoardPins;
}
