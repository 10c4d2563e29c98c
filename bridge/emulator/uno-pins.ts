/** Which port bit an Arduino Uno brings out as which pin. Layer: bridge/emulator. Source: Arduino AVR core 1.8.7, variants/standard/pins_arduino.h. */
import { assert } from '../../core/base/assert.ts';

export type PortName = 'B' | 'C' | 'D';

export interface PortBit {
  readonly port: PortName;
  readonly bit: number;
}

export const UNO_PIN_COUNT = 20;
const UNO_FIRST_ANALOG_PIN = 14;
const ANALOG_CHANNELS = 6;

/** @param pin 0 … 19, or `A0` … `A5`. */
export function unoPin(pin: number | string): number {
  if (typeof pin === 'number') {
    assert(Number.isInteger(pin) && pin >= 0 && pin < UNO_PIN_COUNT, `an Uno has no pin ${pin}`);
    return pin;
  }
  return UNO_FIRST_ANALOG_PIN + unoAnalogChannel(pin);
}

/** @param pin `A0` … `A5`. Gives 0 … 5. */
export function unoAnalogChannel(pin: number | string): number {
  const channel = typeof pin === 'number' ? pin - UNO_FIRST_ANALOG_PIN : Number(pin.slice(1));
  assert(Number.isInteger(channel) && channel >= 0 && channel < ANALOG_CHANNELS, `an Uno has no analog pin ${pin}`);
  return channel;
}

export function portBitOf(pin: number): PortBit {
  if (pin < 8) return { port: 'D', bit: pin };
  if (pin < UNO_FIRST_ANALOG_PIN) return { port: 'B', bit: pin - 8 };
  return { port: 'C', bit: pin - UNO_FIRST_ANALOG_PIN };
}

/** undefined for bits that the Uno uses itself (crystal, reset). */
export function pinOf(port: PortName, bit: number): number | undefined {
  if (port === 'D') return bit;
  if (port === 'B') return bit < 6 ? bit + 8 : undefined;
  return bit < 6 ? bit + UNO_FIRST_ANALOG_PIN : undefined;
}
