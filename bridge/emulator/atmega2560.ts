/**
 * ATmega2560, as on an Arduino Mega 2560. Layer: bridge/emulator. Data sheet: Microchip DS40002211A; interrupt vectors in its table 14-1.
 * Not here: USART1 … 3 and the input captures' noise canceler.
 */
import {
  ADCMuxInputType,
  ADCReference,
  adcConfig,
  eepromConfig,
  PCINT0,
  PCINT1,
  PCINT2,
  portAConfig,
  portBConfig,
  portCConfig,
  portDConfig,
  portEConfig,
  portFConfig,
  portGConfig,
  portHConfig,
  portJConfig,
  portKConfig,
  portLConfig,
  spiConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  usart0Config,
  watchdogConfig,
  type AVRExternalInterrupt,
  type AVRPortConfig,
  type AVRTimerConfig,
} from 'avr8js';
import { AvrChip, type ChipOptions } from './avr-chip.ts';
import type { ChipDescription } from './chip-description.ts';
import { MEGA_PINS } from './mega-pins.ts';

/** Word address of a vector, by its number in the table less one. */
const vector = (index: number): number => index * 2;

const EICRA = 0x69;
const EICRB = 0x6a;
const FIRST_OF_EICRB = 4;

function externalInterrupt(index: number): AVRExternalInterrupt {
  const EICR = index < FIRST_OF_EICRB ? EICRA : EICRB;
  return { EICR, EIMSK: 0x3d, EIFR: 0x3c, index, iscOffset: 2 * (index % FIRST_OF_EICRB), interrupt: vector(1 + index) };
}

const externalInterrupts = (first: number): AVRExternalInterrupt[] => [0, 1, 2, 3].map((each) => externalInterrupt(first + each));

/** A port that has no pin change interrupts here, other than on an ATmega328P. */
const plainPort = ({ PIN, DDR, PORT }: AVRPortConfig): AVRPortConfig => ({ PIN, DDR, PORT, externalInterrupts: [] });

/** A 16-bit timer with three compare units; `vectors` is that of its input capture, `base` the address of its TCCRnA. */
function timer16(parts: {
  readonly base: number;
  readonly TIFR: number;
  readonly TIMSK: number;
  readonly vectors: number;
  readonly port: number;
  readonly pinA: number;
}): AVRTimerConfig {
  const { base, TIFR, TIMSK, vectors, port, pinA } = parts;
  return {
    ...timer1Config,
    ...{ TIFR, TIMSK, TCCRA: base, TCCRB: base + 1, TCCRC: base + 2, TCNT: base + 4, ICR: base + 6 },
    ...{ OCRA: base + 8, OCRB: base + 10, OCRC: base + 12, OCFC: 1 << 3, OCIEC: 1 << 3 },
    captureInterrupt: vector(vectors),
    compAInterrupt: vector(vectors + 1),
    compBInterrupt: vector(vectors + 2),
    compCInterrupt: vector(vectors + 3),
    ovfInterrupt: vector(vectors + 4),
    ...{ compPortA: port, compPinA: pinA, compPortB: port, compPinB: pinA + 1, compPortC: port, compPinC: pinA + 2 },
    externalClockPort: 0,
  };
}

const ANALOG_CHANNELS = 8;
/** MUX5 stands at bit 5 of what avr8js looks up: channels 8 … 15 from 0x20 on. */
const MUX5 = 0x20;
const muxChannels = Object.fromEntries(
  Array.from({ length: ANALOG_CHANNELS }, (_, channel) => [
    [channel, { type: ADCMuxInputType.SingleEnded, channel }] as const,
    [MUX5 + channel, { type: ADCMuxInputType.SingleEnded, channel: ANALOG_CHANNELS + channel }] as const,
  ]).flat(),
);

const ATMEGA2560: ChipDescription = {
  name: 'ATmega2560',
  flashBytes: 262_144,
  pageBytes: 256,
  eepromBytes: 4096,
  sramBytes: 0x2100,
  signature: [0x1e, 0x98, 0x01],
  fuses: [0xff, 0xcf, 0xfd, 0xd8],
  ports: {
    A: portAConfig,
    B: { ...portBConfig, pinChange: { ...PCINT0, pinChangeInterrupt: vector(9) } },
    C: plainPort(portCConfig),
    D: { ...plainPort(portDConfig), externalInterrupts: externalInterrupts(0) },
    E: { ...portEConfig, externalInterrupts: [null, null, null, null, ...externalInterrupts(FIRST_OF_EICRB)] },
    F: portFConfig,
    G: portGConfig,
    H: portHConfig,
    // PCINT9 … 15 are PJ0 … 6; PCINT8 (PE0) is the line of USART0.
    J: { ...portJConfig, pinChange: { ...PCINT1, pinChangeInterrupt: vector(10), mask: 0x7f, offset: 1 } },
    K: { ...portKConfig, pinChange: { ...PCINT2, pinChangeInterrupt: vector(11) } },
    L: portLConfig,
  },
  timers: [
    {
      ...timer0Config,
      ...{ compAInterrupt: vector(21), compBInterrupt: vector(22), ovfInterrupt: vector(23) },
      ...{ compPortA: portBConfig.PORT, compPinA: 7, compPortB: portGConfig.PORT, compPinB: 5, externalClockPort: 0 },
    },
    {
      ...timer2Config,
      ...{ compAInterrupt: vector(13), compBInterrupt: vector(14), ovfInterrupt: vector(15) },
      ...{ compPortA: portBConfig.PORT, compPinA: 4, compPortB: portHConfig.PORT, compPinB: 6 },
    },
    timer16({ base: 0x80, TIFR: 0x36, TIMSK: 0x6f, vectors: 16, port: portBConfig.PORT, pinA: 5 }),
    timer16({ base: 0x90, TIFR: 0x38, TIMSK: 0x71, vectors: 31, port: portEConfig.PORT, pinA: 3 }),
    timer16({ base: 0xa0, TIFR: 0x39, TIMSK: 0x72, vectors: 41, port: portHConfig.PORT, pinA: 3 }),
    timer16({ base: 0x120, TIFR: 0x3a, TIMSK: 0x73, vectors: 46, port: portLConfig.PORT, pinA: 3 }),
  ],
  usart: {
    ...usart0Config,
    ...{ rxCompleteInterrupt: vector(25), dataRegisterEmptyInterrupt: vector(26), txCompleteInterrupt: vector(27) },
  },
  adc: {
    ...{ ...adcConfig, adcInterrupt: vector(29), numChannels: 2 * ANALOG_CHANNELS, muxInputMask: 0x3f, muxChannels },
    adcReferences: [ADCReference.AREF, ADCReference.AVCC, ADCReference.Internal1V1, ADCReference.Internal2V56],
  },
  eeprom: { ...eepromConfig, eepromReadyInterrupt: vector(30) },
  spi: { ...spiConfig, spiInterrupt: vector(24) },
  twi: { ...twiConfig, twiInterrupt: vector(39) },
  watchdog: { ...watchdogConfig, watchdogInterrupt: vector(12) },
  pins: MEGA_PINS,
};

export class Atmega2560 extends AvrChip {
  constructor(options: ChipOptions) {
    super(ATMEGA2560, options);
  }
}
