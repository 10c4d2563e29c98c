/** Numbers of inputs and outputs in recordings and digests. Layer: run. Never changed; new ones are added. */
import type { InputId, OutputId, PortValue } from '../robot/robot-port.ts';

export const INPUT_CODE: { readonly [I in InputId]: number } = {
  line: 0,
  sonar: 1,
  bump: 2,
  button: 3,
  light: 4,
  color: 5,
  gyro: 6,
  encoder: 7,
  lifted: 8,
  battery: 9,
  aiLabel: 10,
  aiClass: 11,
  aiConfidence: 12,
  aiOut: 13,
  remote: 14,
  tune: 15,
  message: 16,
  messages: 17,
  sound: 18,
};

export const OUTPUT_CODE: { readonly [O in OutputId]: number } = {
  motors: 0,
  led: 1,
  tone: 2,
  servo: 3,
  display: 4,
  aiAsk: 5,
  tune: 6,
  send: 7,
  listen: 8,
  learnLine: 9,
};

const INPUTS = Object.keys(INPUT_CODE) as InputId[];
const OUTPUTS = Object.keys(OUTPUT_CODE) as OutputId[];

export const inputOfCode = (code: number): InputId | undefined => INPUTS.find((input) => INPUT_CODE[input] === code);
export const outputOfCode = (code: number): OutputId | undefined => OUTPUTS.find((output) => OUTPUT_CODE[output] === code);

/** What kind of value each input gives: a recording that says otherwise is no recording. */
const INPUT_TYPE: { readonly [I in InputId]: 'number' | 'boolean' | 'string' | 'any' } = {
  line: 'number',
  sonar: 'number',
  bump: 'boolean',
  button: 'boolean',
  light: 'number',
  color: 'string',
  gyro: 'number',
  encoder: 'number',
  lifted: 'boolean',
  battery: 'number',
  aiLabel: 'string',
  aiClass: 'string',
  aiConfidence: 'number',
  aiOut: 'number',
  remote: 'number',
  tune: 'number',
  message: 'any',
  messages: 'number',
  sound: 'number',
};

export function isOfInput(input: InputId, value: PortValue): boolean {
  const type = INPUT_TYPE[input];
  return type === 'any' || typeof value === type;
}

/** A value of the input's kind that says nothing. */
export function neutralOf(input: InputId): PortValue {
  const type = INPUT_TYPE[input];
  return type === 'string' ? '' : type === 'boolean' ? false : 0;
}
