/**
 * The robot API, declared once. Layer: robot.
 * From this table come the editor's declarations (core/language), the toolbox and block shapes (core/language/blocks), the VM's
 * natives (core/vm) and the reference page. Nothing else lists the API. Words (labels, help) are in core/words, keyed by name.
 */
import { AI_LABELS_MAX } from './ai-model.ts';
import { MESSAGE_NAMES_MAX } from './message.ts';
import { AI_ANSWER_PLACES, AI_QUESTIONS_MAX } from './model-question.ts';
import type { InputId, OutputId } from './robot-port.ts';
import { TUNERS_MAX } from './tuner.ts';

export type ApiUnit = 'ms' | 'mm' | 'percent' | 'degrees' | 'hz' | 'volts' | 'index';
/** 'numbers': a list of numbers; the port is given them one after another. 'value': a number, a text or a truth value. */
export type ApiParamType = 'number' | 'numbers' | 'value' | 'boolean' | 'string' | 'color' | 'side' | 'event' | 'body' | 'any';

export interface ApiParam {
  readonly name: string;
  readonly type: ApiParamType;
  readonly unit?: ApiUnit;
  /** Numbers outside are clamped by the native before they reach the port. */
  readonly min?: number;
  readonly max?: number;
  /** Makes the parameter optional in text; blocks always show it. */
  readonly default?: number | string;
  /** What a fresh block shows where there is no default. */
  readonly shown?: number | string;
  /** The last parameter may take any number of values. */
  readonly rest?: true;
}

/** Who carries a call out. */
export type ApiAction =
  /** The VM itself: time, fibers, log. */
  | { readonly by: 'vm' }
  /** `port.read(input, index)`; the index is argument 0 where `indexed`, else 0. */
  | { readonly by: 'input'; readonly input: InputId; readonly indexed: boolean }
  /** `port.write(output, args)` after clamping. */
  | { readonly by: 'output'; readonly output: OutputId }
  /** A function of core/language/prelude in the student's own language, so that budgets, breakpoints and snapshots hold in it. */
  | { readonly by: 'prelude' }
  /** A number of the profile, `port.profile`. */
  | { readonly by: 'profile' };

export type ApiCategory = 'control' | 'motion' | 'line' | 'sensors' | 'ai' | 'output' | 'data';

export type ApiPart =
  | 'motors'
  | 'line'
  | 'sonar'
  | 'led'
  | 'buzzer'
  | 'button'
  | 'bump'
  | 'light'
  | 'sound'
  | 'color'
  | 'gyro'
  | 'encoder'
  | 'battery'
  | 'servo'
  | 'display';

export interface ApiEntry {
  readonly params: readonly ApiParam[];
  readonly result: 'void' | 'number' | 'numbers' | 'boolean' | 'string' | 'any';
  readonly action: ApiAction;
  readonly category: ApiCategory;
  /** A robot without this part gets `robot.part-missing` at check time. */
  readonly part?: ApiPart;
  /** Read without parentheses (`line.count`). */
  readonly property?: true;
  /** Returns only after robot time has passed: the calling fiber rests. */
  readonly blocking?: true;
  /** Can run on an 8-bit board. */
  readonly board: boolean;
  /** For the prelude only: no declaration, no block. */
  readonly internal?: true;
}

const speed = (fallback: number): ApiParam => ({ name: 'speed', type: 'number', unit: 'percent', min: -100, max: 100, default: fallback });
const motorShare = (name: string): ApiParam => ({ name, type: 'number', unit: 'percent', min: -100, max: 100, shown: 50 });
const sensorIndex: ApiParam = { name: 'i', type: 'number', unit: 'index', min: 0, max: 15, shown: 2 };

const classIndex: ApiParam = { name: 'i', type: 'number', unit: 'index', min: 0, max: AI_LABELS_MAX };

const messageName: ApiParam = { name: 'name', type: 'string', shown: 'go' };
const messageIndex: ApiParam = { name: 'i', type: 'number', unit: 'index', min: 0, max: MESSAGE_NAMES_MAX };

const control = { category: 'control', action: { by: 'vm' }, board: true } as const;
const data = { category: 'data', action: { by: 'vm' }, board: true } as const;
const motion = { category: 'motion', part: 'motors', result: 'void', action: { by: 'prelude' }, board: true } as const;
/** A robot on a board of its own has no page that answers. */
const ai = { category: 'ai', board: false } as const;
const profileNumber = { params: [], result: 'number', action: { by: 'profile' }, property: true, board: true } as const;

export const API_TABLE = {
  wait: { ...control, params: [{ name: 'ms', type: 'number', unit: 'ms', min: 0, shown: 100 }], result: 'void', blocking: true },
  time: { ...control, params: [], result: 'number' },
  forever: { ...control, params: [{ name: 'body', type: 'body' }], result: 'void' },
  parallel: { ...control, params: [{ name: 'bodies', type: 'body', rest: true }], result: 'void', blocking: true },
  /** What stands between event and handler: event-table.ts. */
  on: {
    ...control,
    board: false,
    params: [
      { name: 'event', type: 'event' },
      { name: 'handler', type: 'body', rest: true },
    ],
    result: 'void',
    action: { by: 'prelude' },
  },
  stop: { ...control, params: [], result: 'void' },
  log: { ...data, params: [{ name: 'values', type: 'any', rest: true, shown: '你好' }], result: 'void' },
  plot: {
    ...data,
    params: [
      { name: 'name', type: 'string', shown: 'error' },
      { name: 'value', type: 'number', shown: 0 },
    ],
    result: 'void',
  },
  tune: {
    ...data,
    board: false,
    params: [
      { name: 'name', type: 'string', shown: 'Kp' },
      { name: 'initial', type: 'number', shown: 0.4 },
      { name: 'min', type: 'number', shown: 0 },
      { name: 'max', type: 'number', shown: 2 },
    ],
    result: 'number',
    action: { by: 'prelude' },
  },
  send: {
    ...data,
    board: false,
    params: [messageName, { name: 'value', type: 'value', shown: 1 }],
    result: 'void',
    action: { by: 'output', output: 'send' },
  },
  received: { ...data, board: false, params: [messageName], result: 'any', action: { by: 'prelude' } },
  random: {
    ...data,
    params: [
      { name: 'min', type: 'number', shown: 1 },
      { name: 'max', type: 'number', shown: 10 },
    ],
    result: 'number',
  },

  'car.drive': { ...motion, params: [motorShare('left'), motorShare('right')], action: { by: 'output', output: 'motors' } },
  'car.forward': { ...motion, params: [speed(50)] },
  'car.backward': { ...motion, params: [speed(50)] },
  'car.left': { ...motion, params: [speed(50)] },
  'car.right': { ...motion, params: [speed(50)] },
  'car.stop': { ...motion, params: [] },
  'car.driveFor': { ...motion, params: [{ name: 'mm', type: 'number', unit: 'mm', shown: 200 }, speed(50)], blocking: true },
  'car.turnBy': { ...motion, params: [{ name: 'degrees', type: 'number', unit: 'degrees', shown: 90 }, speed(40)], blocking: true },

  'line.count': { ...profileNumber, category: 'line', part: 'line' },
  'line.read': {
    params: [sensorIndex],
    result: 'number',
    action: { by: 'input', input: 'line', indexed: true },
    category: 'line',
    part: 'line',
    board: true,
  },
  'line.dark': { params: [sensorIndex], result: 'boolean', action: { by: 'prelude' }, category: 'line', part: 'line', board: true },
  'line.position': { params: [], result: 'number', action: { by: 'prelude' }, category: 'line', part: 'line', board: true },
  'line.lost': { params: [], result: 'boolean', action: { by: 'prelude' }, category: 'line', part: 'line', board: true },
  'line.lifted': {
    params: [],
    result: 'boolean',
    action: { by: 'input', input: 'lifted', indexed: false },
    category: 'line',
    part: 'line',
    board: true,
  },
  'line.calibrate': { params: [], result: 'void', action: { by: 'prelude' }, category: 'line', part: 'line', board: false, blocking: true },

  'sonar.mm': {
    params: [],
    result: 'number',
    action: { by: 'input', input: 'sonar', indexed: false },
    category: 'sensors',
    part: 'sonar',
    board: true,
  },
  'bump.pressed': {
    params: [{ name: 'i', type: 'number', unit: 'index', min: 0, max: 7, default: 0 }],
    result: 'boolean',
    action: { by: 'input', input: 'bump', indexed: true },
    category: 'sensors',
    part: 'bump',
    board: true,
  },
  'button.pressed': {
    params: [],
    result: 'boolean',
    action: { by: 'input', input: 'button', indexed: false },
    category: 'sensors',
    part: 'button',
    board: true,
  },
  'light.read': {
    params: [],
    result: 'number',
    action: { by: 'input', input: 'light', indexed: false },
    category: 'sensors',
    part: 'light',
    board: true,
  },
  'sound.level': {
    params: [],
    result: 'number',
    action: { by: 'input', input: 'sound', indexed: false },
    category: 'sensors',
    part: 'sound',
    board: false,
  },
  'color.name': {
    params: [],
    result: 'string',
    action: { by: 'input', input: 'color', indexed: false },
    category: 'sensors',
    part: 'color',
    board: false,
  },
  'gyro.heading': {
    params: [],
    result: 'number',
    action: { by: 'input', input: 'gyro', indexed: false },
    category: 'sensors',
    part: 'gyro',
    board: true,
  },
  'encoder.mm': {
    params: [{ name: 'side', type: 'side', shown: 'left' }],
    result: 'number',
    action: { by: 'input', input: 'encoder', indexed: true },
    category: 'sensors',
    part: 'encoder',
    board: true,
  },
  'battery.volts': {
    params: [],
    result: 'number',
    action: { by: 'input', input: 'battery', indexed: false },
    category: 'sensors',
    part: 'battery',
    board: true,
  },

  'ai.label': { ...ai, params: [], result: 'string', action: { by: 'input', input: 'aiLabel', indexed: false } },
  'ai.confidence': { ...ai, params: [{ name: 'label', type: 'string', shown: '' }], result: 'number', action: { by: 'prelude' } },
  'ai.run': {
    ...ai,
    params: [
      { name: 'model', type: 'string', shown: 'driver' },
      { name: 'inputs', type: 'numbers' },
    ],
    result: 'numbers',
    action: { by: 'prelude' },
    blocking: true,
  },
  'remote.left': { ...ai, params: [], result: 'number', action: { by: 'prelude' } },
  'remote.right': { ...ai, params: [], result: 'number', action: { by: 'prelude' } },

  'led.set': {
    params: [{ name: 'color', type: 'color', shown: 'red' }],
    result: 'void',
    action: { by: 'output', output: 'led' },
    category: 'output',
    part: 'led',
    board: true,
  },
  'led.off': { params: [], result: 'void', action: { by: 'prelude' }, category: 'output', part: 'led', board: true },
  'buzzer.tone': {
    params: [
      { name: 'hz', type: 'number', unit: 'hz', min: 0, max: 20000, shown: 440 },
      { name: 'ms', type: 'number', unit: 'ms', min: 0, max: 60000, shown: 200 },
    ],
    result: 'void',
    action: { by: 'output', output: 'tone' },
    category: 'output',
    part: 'buzzer',
    board: true,
  },
  'servo.set': {
    params: [{ name: 'degrees', type: 'number', unit: 'degrees', min: 0, max: 180, shown: 90 }],
    result: 'void',
    action: { by: 'output', output: 'servo' },
    category: 'output',
    part: 'servo',
    board: true,
  },
  'display.text': {
    params: [{ name: 'text', type: 'string', shown: '你好' }],
    result: 'void',
    action: { by: 'output', output: 'display' },
    category: 'output',
    part: 'display',
    board: false,
  },

  'robot.learnLine': {
    params: [{ name: 'learning', type: 'number', min: 0, max: 1 }],
    result: 'void',
    action: { by: 'output', output: 'learnLine' },
    category: 'line',
    part: 'line',
    board: false,
    internal: true,
  },
  'robot.topSpeedMmPerS': { ...profileNumber, category: 'motion', internal: true },
  'robot.wheelBaseMm': { ...profileNumber, category: 'motion', internal: true },
  'robot.deadZonePercent': { ...profileNumber, category: 'motion', internal: true },
  'robot.motorLagMs': { ...profileNumber, category: 'motion', internal: true },
  /** 0 or 1: what the car can measure its way and its turns by. */
  'robot.encoders': { ...profileNumber, category: 'motion', internal: true },
  'robot.gyros': { ...profileNumber, category: 'motion', internal: true },
  'robot.speedCurve': { ...profileNumber, category: 'motion', internal: true },
  'robot.lineSensorXMm': {
    params: [sensorIndex],
    result: 'number',
    action: { by: 'profile' },
    category: 'line',
    board: true,
    internal: true,
  },
  /** Offers a slider: its index, and what `tune` was given. */
  'robot.tuneOffer': {
    ...data,
    board: false,
    params: [
      { name: 'i', type: 'number', unit: 'index', min: 0, max: TUNERS_MAX },
      { name: 'name', type: 'string' },
      { name: 'initial', type: 'number' },
      { name: 'min', type: 'number' },
      { name: 'max', type: 'number' },
    ],
    result: 'void',
    action: { by: 'output', output: 'tune' },
    internal: true,
  },
  'robot.tuned': {
    ...data,
    board: false,
    params: [{ name: 'i', type: 'number', unit: 'index', min: 0, max: TUNERS_MAX }],
    result: 'number',
    action: { by: 'input', input: 'tune', indexed: true },
    internal: true,
  },
  /** From now on `robot.message(i)` is what comes under this name. */
  'robot.listen': {
    ...data,
    board: false,
    params: [messageIndex, messageName],
    result: 'void',
    action: { by: 'output', output: 'listen' },
    internal: true,
  },
  'robot.message': {
    ...data,
    board: false,
    params: [messageIndex],
    result: 'any',
    action: { by: 'input', input: 'message', indexed: true },
    internal: true,
  },
  'robot.messages': {
    ...data,
    board: false,
    params: [messageIndex],
    result: 'number',
    action: { by: 'input', input: 'messages', indexed: true },
    internal: true,
  },
  'robot.remote': {
    ...ai,
    params: [{ name: 'i', type: 'number', unit: 'index', min: 0, max: 1, shown: 0 }],
    result: 'number',
    action: { by: 'input', input: 'remote', indexed: true },
    internal: true,
  },
  'robot.aiClass': {
    ...ai,
    params: [classIndex],
    result: 'string',
    action: { by: 'input', input: 'aiClass', indexed: true },
    internal: true,
  },
  'robot.aiConfidence': {
    ...ai,
    params: [classIndex],
    result: 'number',
    action: { by: 'input', input: 'aiConfidence', indexed: true },
    internal: true,
  },
  'robot.aiAsk': {
    ...ai,
    params: [
      { name: 'question', type: 'number', unit: 'index', min: 0, max: AI_QUESTIONS_MAX },
      { name: 'model', type: 'string' },
      { name: 'inputs', type: 'numbers' },
    ],
    result: 'void',
    action: { by: 'output', output: 'aiAsk' },
    internal: true,
  },
  'robot.aiOut': {
    ...ai,
    params: [{ name: 'i', type: 'number', unit: 'index', min: 0, max: AI_QUESTIONS_MAX * AI_ANSWER_PLACES }],
    result: 'number',
    action: { by: 'input', input: 'aiOut', indexed: true },
    internal: true,
  },
  /** Ends the program: the question could not be answered. */
  'robot.aiRefused': {
    ...ai,
    params: [
      { name: 'model', type: 'string' },
      { name: 'expected', type: 'number' },
      { name: 'given', type: 'number' },
    ],
    result: 'void',
    action: { by: 'vm' },
    internal: true,
  },
  /** Refuses what is no event, and events of parts that the robot lacks. */
  'robot.checkEvent': {
    ...control,
    params: [{ name: 'event', type: 'string' }],
    result: 'void',
    action: { by: 'profile' },
    board: false,
    internal: true,
  },
  /** Ends the program: `reduce` had neither an element nor a start. */
  'robot.emptyReduce': { ...data, params: [], result: 'void', board: false, internal: true },
} as const satisfies Record<string, ApiEntry>;

export type ApiName = keyof typeof API_TABLE;

export const API_NAMES = Object.keys(API_TABLE) as readonly ApiName[];

export function apiEntry(name: ApiName): ApiEntry {
  return API_TABLE[name];
}

export function isApiName(name: string): name is ApiName {
  return Object.hasOwn(API_TABLE, name);
}
