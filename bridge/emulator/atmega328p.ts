/** ATmega328P, as on an Arduino Uno or Nano. Layer: bridge/emulator. Data sheet: Microchip DS40002061B. */
import {
  adcConfig,
  eepromConfig,
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
import { AvrChip, type ChipOptions } from './avr-chip.ts';
import type { ChipDescription } from './chip-description.ts';
import { UNO_PINS } from './uno-pins.ts';

const ATMEGA328P: ChipDescription = {
  name: 'ATmega328P',
  flashBytes: 32_768,
  pageBytes: 128,
  eepromBytes: 1024,
  sramBytes: 2048,
  signature: [0x1e, 0x95, 0x0f],
  fuses: [0xff, 0xcf, 0xfd, 0xde],
  ports: { B: portBConfig, C: portCConfig, D: portDConfig },
  timers: [timer0Config, timer1Config, timer2Config],
  usart: usart0Config,
  adc: adcConfig,
  eeprom: eepromConfig,
  spi: spiConfig,
  twi: twiConfig,
  watchdog: watchdogConfig,
  pins: UNO_PINS,
};

export class Atmega328p extends AvrChip {
  constructor(options: ChipOptions) {
    super(ATMEGA328P, options);
  }
}
