/** What we use of johnny-five 2.1.0 and firmata-io 2.3.0; neither brings types. */

declare module 'firmata-io' {
  export interface FirmataPin {
    readonly supportedModes: readonly number[];
    readonly analogChannel: number;
    mode?: number;
    value: number;
  }

  export interface Transport {
    on(event: string, listener: (data?: unknown) => void): unknown;
    write(bytes: Uint8Array, done?: () => void): void;
  }

  export class Firmata {
    constructor(transport: Transport, options?: { readonly reportVersionTimeout?: number });
    readonly MODES: Readonly<Record<'INPUT' | 'OUTPUT' | 'ANALOG' | 'PWM' | 'PULLUP' | 'SERVO', number>>;
    readonly RESOLUTION: { readonly ADC: number | null; readonly PWM: number | null };
    readonly pins: readonly FirmataPin[];
    /** Index: analog channel; value: pin. */
    readonly analogPins: readonly number[];
    readonly version: { readonly major?: number; readonly minor?: number };
    readonly firmware: { readonly name?: string; readonly version?: { readonly major: number; readonly minor: number } };
    readonly isReady: boolean;
    /** The message that is coming in. */
    readonly buffer: number[];
    readonly reportVersionTimeoutId: ReturnType<typeof setTimeout>;
    on(event: string, listener: (value?: unknown) => void): this;
    once(event: string, listener: () => void): this;
    removeAllListeners(): this;
    pinMode(pin: number, mode: number): void;
    digitalWrite(pin: number, value: number): void;
    writeDigitalPort(port: number): void;
    analogWrite(pin: number, value: number): void;
    /** Pulses at 0° and at 180°, µs. */
    servoConfig(pin: number, minUs: number, maxUs: number): void;
    /** Below 544: degrees; else µs. */
    servoWrite(pin: number, value: number): void;
    i2cConfig(delayUs: number): void;
    i2cWrite(address: number, registerAndBytes: readonly number[]): void;
    /** Again and again, by the sampling interval. */
    i2cRead(address: number, register: number, count: number, listener: (bytes: readonly number[]) => void): void;
    /** Between START_SYSEX and END_SYSEX. */
    sysexCommand(message: readonly number[]): this;
    analogRead(channel: number, listener: (value: number) => void): void;
    digitalRead(pin: number, listener: (value: number) => void): void;
    setSamplingInterval(ms: number): void;
    /** Sends SYSTEM_RESET. */
    reset(): void;
  }

  const firmataIo: { readonly Firmata: typeof Firmata };
  export default firmataIo;
}

declare module 'johnny-five' {
  import type { Firmata } from 'firmata-io';

  export class Board {
    constructor(options: {
      readonly io: Firmata;
      readonly repl: false;
      readonly debug: false;
      readonly sigint: false;
      /** ms until it says that no board answers. */
      readonly timeout: number;
    });
    readonly timer: ReturnType<typeof setTimeout> | null;
    pinMode(pin: number, mode: number): this;
    digitalWrite(pin: number, value: 0 | 1): this;
    on(event: string, listener: (value?: unknown) => void): this;
    once(event: string, listener: () => void): this;
    removeAllListeners(): this;
  }

  interface JohnnyFive {
    readonly Board: typeof Board & {
      /** Every board that was ever made; the array itself. */
      readonly cache: Board[];
    };
  }
  const johnnyFive: JohnnyFive;
  export default johnnyFive;
}
