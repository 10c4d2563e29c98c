/**
 * The functions of the API table as the VM carries them out: arguments made to fit, then the port, the profile or the VM itself. Layer: vm.
 * Rules for arguments: bytecode.md §8. What the prelude carries out never gets here: the compiler links it.
 */
import { unreachable } from '../base/assert.ts';
import { apiEntry, isApiName, type ApiEntry, type ApiName, type ApiParam, type ApiPart } from '../robot/api-table.ts';
import { eventEntry, isEventName } from '../robot/event-table.ts';
import { AI_INPUTS_MAX } from '../robot/model-question.ts';
import { partOf, type RobotProfile } from '../robot/profile.ts';
import type { PortValue, RobotPort } from '../robot/robot-port.ts';
import { toNumber, toText, truthy } from './conversion.ts';
import { payForString, type Meter } from './meter.ts';
import { ProgramError } from './program-error.ts';
import { badArgument } from './program-faults.ts';
import { vmNative, type VmActions } from './vm-natives.ts';
import type { Value } from './values.ts';

export type Native = (args: readonly Value[]) => Value;

export interface NativeContext extends VmActions {
  readonly port: RobotPort;
}

/** Work of reading or setting something beyond the call's own weight; part of the specification (bytecode.md §5). */
export const INPUT_WEIGHT = 4;
export const OUTPUT_WEIGHT = 8;
/** Characters of a text that reach the robot. */
const PORT_TEXT_LENGTH_MAX = 1000;

/** Within what the parameter takes; NaN is 0. */
export function clamped(param: ApiParam, number: number): number {
  const within = Math.min(Math.max(Number.isNaN(number) ? 0 : number, param.min ?? -Infinity), param.max ?? Infinity);
  return param.unit === 'index' ? Math.trunc(within) : within;
}

/** A list of numbers, cut to one more than any model takes. */
function fittedNumbers(param: ApiParam, value: Value, meter: Meter): readonly PortValue[] {
  if (!Array.isArray(value)) throw badArgument(param.name, value);
  const count = Math.min(value.length, AI_INPUTS_MAX + 1);
  meter.charge(count);
  return value.slice(0, count).map((each) => toNumber(each, meter));
}

/** One argument in the form the port takes. A side becomes an index: 0 left, 1 right. */
function fitted(param: ApiParam, given: Value, meter: Meter): PortValue {
  const value = given === undefined ? param.default : given;
  switch (param.type) {
    case 'number':
      return clamped(param, toNumber(value, meter));
    case 'boolean':
      return truthy(value);
    case 'value':
      if (typeof value === 'number' || typeof value === 'boolean') return value;
      return toText(value, meter).slice(0, PORT_TEXT_LENGTH_MAX);
    case 'string':
    case 'color':
      return toText(value, meter).slice(0, PORT_TEXT_LENGTH_MAX);
    case 'side':
      if (value !== 'left' && value !== 'right') throw badArgument(param.name, value);
      return value === 'left' ? 0 : 1;
    case 'numbers':
    case 'event':
    case 'body':
    case 'any':
      throw badArgument(param.name, value);
  }
}

/** An argument as one value of the port, or as several where it is a list. */
function allFitted(param: ApiParam, given: Value, meter: Meter): PortValue | readonly PortValue[] {
  return param.type === 'numbers' ? fittedNumbers(param, given, meter) : fitted(param, given, meter);
}

export function hasPart(profile: RobotProfile, part: ApiPart): boolean {
  return profile.parts.some((each) => each.type === part);
}

/** The greatest index that the robot has. */
export function indexMax(profile: RobotProfile, part: ApiPart | undefined): number {
  return part === 'line' ? (partOf(profile, 'line')?.sensors.length ?? 1) - 1 : Infinity;
}

function inputNative(entry: ApiEntry, context: NativeContext): Native {
  const { action, params } = entry;
  if (action.by !== 'input') throw new Error(action.by);
  const { port, meter } = context;
  const last = indexMax(port.profile, entry.part);
  return (args) => {
    meter.charge(INPUT_WEIGHT);
    const index = action.indexed ? Math.min(Number(fitted(params[0]!, args[0], meter)), last) : 0;
    const value = port.read(action.input, index);
    if (typeof value === 'string') payForString(meter, value.length);
    return value;
  };
}

function outputNative(entry: ApiEntry, context: NativeContext): Native {
  const { action, params } = entry;
  if (action.by !== 'output') throw new Error(action.by);
  return (args) => {
    context.meter.charge(OUTPUT_WEIGHT);
    context.port.write(
      action.output,
      params.flatMap((param, i) => allFitted(param, args[i], context.meter)),
    );
    return undefined;
  };
}

function checkEvent(event: Value, profile: RobotProfile): undefined {
  if (typeof event !== 'string' || !isEventName(event)) throw badArgument('event', event);
  const { part } = eventEntry(event);
  if (part !== undefined && !hasPart(profile, part)) throw new ProgramError('vm.part-missing', { name: event, part });
}

/** A number of the robot; of the sensor `index` where there are several. */
export function profileNumber(name: ApiName, profile: RobotProfile): (index: number) => number {
  const sensors = partOf(profile, 'line')?.sensors ?? [];
  switch (name) {
    case 'line.count':
      return () => sensors.length;
    case 'robot.topSpeedMmPerS':
      return () => profile.dynamics.topSpeedMmPerS;
    case 'robot.wheelBaseMm':
      return () => profile.body.wheelBaseMm;
    case 'robot.deadZonePercent':
      return () => profile.dynamics.deadZonePercent;
    case 'robot.motorLagMs':
      return () => profile.dynamics.motorLagMs;
    case 'robot.encoders':
      return () => Number(hasPart(profile, 'encoder'));
    case 'robot.gyros':
      return () => Number(hasPart(profile, 'gyro'));
    case 'robot.speedCurve':
      return () => profile.dynamics.speedCurve;
    case 'robot.lineSensorXMm':
      return (index) => sensors[Math.min(index, sensors.length - 1)]?.xMm ?? 0;
    default:
      throw new Error(`the profile has no ${name}`);
  }
}

function profileNative(name: ApiName, { params }: ApiEntry, { port, meter }: NativeContext): Native {
  if (name === 'robot.checkEvent') return ([event]) => checkEvent(event, port.profile);
  const numberOf = profileNumber(name, port.profile);
  const [param] = params;
  return (args) => numberOf(param === undefined ? 0 : Number(fitted(param, args[0], meter)));
}

function nativeOfEntry(name: ApiName, entry: ApiEntry, context: NativeContext): Native {
  const { part, action } = entry;
  if (part !== undefined && action.by !== 'profile' && !hasPart(context.port.profile, part)) {
    return () => {
      throw new ProgramError('vm.part-missing', { name, part });
    };
  }
  switch (action.by) {
    case 'vm':
      return vmNative(name, context);
    case 'input':
      return inputNative(entry, context);
    case 'output':
      return outputNative(entry, context);
    case 'profile':
      return profileNative(name, entry, context);
    case 'prelude':
      throw new Error(`${name} belongs to the prelude`);
    default:
      return unreachable(action);
  }
}

/** For `Program.natives`, by index; the verifier has seen that each name is one the VM carries out. */
export function linkNatives(names: readonly string[], context: NativeContext): readonly Native[] {
  return names.map((name) => {
    if (!isApiName(name)) throw new Error(`no native ${name}`);
    return nativeOfEntry(name, apiEntry(name), context);
  });
}
