/** What the doctor knows before it judges: gathered by the bridge (bridge/devices/doctor), judged by diagnose.ts. Layer: device. */
import type { Fault } from '../../base/result.ts';
import type { PartType } from '../../robot/profile.ts';
import type { StreamFaultCode } from '../byte-stream.ts';
import type { DeviceFaultCode } from '../device-faults.ts';

export type DoctorSystem = 'linux' | 'windows' | 'macos';

export interface UsbFact {
  /** Lower-case hex, four digits. */
  readonly vendorId: string;
  readonly productId: string;
  /** The serial port that the system made of it; undefined: none. */
  readonly port?: string;
  /** Windows: of its driver; undefined: none, or unknown. */
  readonly driverVersion?: string;
}

export interface PortFact {
  readonly port: string;
  readonly vendorId?: string;
  readonly productId?: string;
  /** Ours: a session of this bridge has it. */
  readonly isOurs: boolean;
  /** Other programs that hold it, where the system tells; empty: none, or nobody knows. */
  readonly heldBy: readonly string[];
  readonly mayOpen: boolean;
  /** The group that may; Linux. */
  readonly group?: string;
  /** undefined: it was not asked. */
  readonly board?: BoardAnswer;
}

/** How a board answered when it was asked (examine-board.ts). */
export type BoardAnswer =
  | { readonly kind: 'firmata'; readonly baud: number; readonly wantedBaud: number; readonly major: number; readonly minor: number }
  /** It says who it is after its reset, and hears nothing. */
  | { readonly kind: 'deaf'; readonly baud: number }
  /** A bootloader answers, and no firmware. */
  | { readonly kind: 'blank'; readonly baud: number }
  /** It sends something that is no Firmata. */
  | { readonly kind: 'other-firmware' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'not-opened'; readonly fault: StreamFaultCode; readonly what: string };

/** Of a robot that is connected. */
export interface RobotFact {
  readonly device: string;
  /** undefined: it has no way to measure. */
  readonly batteryVolts?: number;
  readonly battery?: { readonly lowV: number; readonly absentV: number };
  /** Its name, where it is not ours: such a board does not stop its motors by itself when the computer falls silent. */
  readonly otherFirmware?: string;
  /** What gives no sign of life; sensors by number, from 1. */
  /** Why it could not be used as the car it should be; absent: it can. */
  readonly fault?: Fault<DeviceFaultCode>;
  readonly silentParts: readonly { readonly part: PartType; readonly sensor?: number }[];
}

export interface NetworkFact {
  /** Open to other computers (`--lan`). */
  readonly isOpen: boolean;
  readonly addresses: readonly string[];
  readonly port: number;
  /** `blocks`: the system's firewall lets nobody in. */
  readonly firewall: 'open' | 'blocks' | 'unknown';
  /** Windows calls the network public. */
  readonly isPublicNetwork: boolean;
  /** We reach ourselves by the address that others would use. */
  readonly reachesItself: boolean;
  /** Another computer has been here since the bridge started. */
  readonly hasHadGuests: boolean;
}

export interface ComputerFact {
  readonly freeDiskBytes?: number;
  /** Wall clock, ms since 1970. */
  readonly clockMs: number;
  /** `name version`, as far as found; undefined: nobody looked. */
  readonly browsers?: readonly { readonly name: string; readonly major: number }[];
}

export interface DoctorFacts {
  readonly system: DoctorSystem;
  /** undefined: the system does not say what is plugged in. */
  readonly usb?: readonly UsbFact[];
  readonly ports: readonly PortFact[];
  readonly robots: readonly RobotFact[];
  /** A program that takes CH340 ports away (brltty, for braille displays); Linux. */
  readonly brailleTakesPorts: boolean;
  readonly network?: NetworkFact;
  readonly computer: ComputerFact;
}
