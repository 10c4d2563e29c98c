/**
 * The functions of the API table that a board carries out, numbered for its bytes. Layer: bytecode. Specification: ../compact.md §6.
 * A test holds the list against the table: what can run on a board is here, and nothing else.
 */
import { apiEntry, type ApiName, type ApiParam } from '../../robot/api-table.ts';

/** Append only: the index is the encoding. `forever`, `parallel`, `log` and `plot` are instructions of their own. */
export const COMPACT_NATIVES = [
  'wait',
  'time',
  'stop',
  'random',
  'car.drive',
  'line.count',
  'line.read',
  'line.lifted',
  'sonar.mm',
  'bump.pressed',
  'button.pressed',
  'light.read',
  'gyro.heading',
  'encoder.mm',
  'battery.volts',
  'led.set',
  'buzzer.tone',
  'servo.set',
  'robot.topSpeedMmPerS',
  'robot.wheelBaseMm',
  'robot.deadZonePercent',
  'robot.lineSensorXMm',
  'robot.motorLagMs',
  'robot.encoders',
  'robot.gyros',
  'robot.speedCurve',
] as const satisfies readonly ApiName[];

export type CompactNative = (typeof COMPACT_NATIVES)[number];

/** In which form a value is handed over; 'text' comes with the instruction. */
export type CompactForm = 'I' | 'F' | 'text';

function formOf({ type, unit }: ApiParam): CompactForm {
  if (type === 'string' || type === 'color') return 'text';
  return type === 'boolean' || type === 'side' || unit === 'index' ? 'I' : 'F';
}

export interface CompactNativeInfo {
  readonly name: CompactNative;
  readonly params: readonly CompactForm[];
  /** How many of them are on the stack. */
  readonly taken: number;
  readonly result: 'I' | 'F' | undefined;
  /** Beyond the instruction's own weight. */
  readonly weight: number;
}

const WHOLE_RESULTS: ReadonlySet<string> = new Set<CompactNative>(['line.count']);
const READ_WEIGHT = 3;
const WRITE_WEIGHT = 7;
const RANDOM_WEIGHT = 5;

function infoOf(name: CompactNative): CompactNativeInfo {
  const { params, result, action } = apiEntry(name);
  const forms = params.map(formOf);
  const resultForm = result === 'void' ? undefined : result === 'boolean' || WHOLE_RESULTS.has(name) ? 'I' : 'F';
  const weight = { input: READ_WEIGHT, output: WRITE_WEIGHT, vm: name === 'random' ? RANDOM_WEIGHT : 0, profile: 0, prelude: 0 }[action.by];
  return { name, params: forms, taken: forms.filter((form) => form !== 'text').length, result: resultForm, weight };
}

export const COMPACT_NATIVE_INFO: readonly CompactNativeInfo[] = COMPACT_NATIVES.map(infoOf);

export function compactNativeIndex(name: string): number {
  return (COMPACT_NATIVES as readonly string[]).indexOf(name);
}
