/** The functions of the API table as a board carries them out: arguments made to fit as in core/vm/natives.ts, then the port. Layer: vm. */
import { singleRandomBetween } from '../../base/single-precision.ts';
import { COMPACT_NATIVE_INFO, type CompactNativeInfo } from '../../bytecode/compact/natives.ts';
import { apiEntry, type ApiParam } from '../../robot/api-table.ts';
import { partOf } from '../../robot/profile.ts';
import type { PortValue, RobotPort } from '../../robot/robot-port.ts';
import { BoardFault } from './board-fault.ts';
import type { BoardMachine } from './board-machine.ts';

type Native = (machine: BoardMachine, text: string) => void;

function fitted(param: ApiParam, value: number): PortValue {
  if (param.type === 'boolean') return value !== 0;
  if (param.type === 'side') return value;
  return Math.min(Math.max(Number.isNaN(value) ? 0 : value, param.min ?? -Infinity), param.max ?? Infinity);
}

/** The arguments that are on the stack, and the text in its place. */
function argumentsOf({ name, params, taken }: CompactNativeInfo, m: BoardMachine, text: string): PortValue[] {
  m.sp -= taken;
  let at = m.sp;
  return apiEntry(name).params.map((param, i) => {
    if (params[i] === 'text') return text;
    const value = (params[i] === 'I' ? m.ints : m.floats)[at++]!;
    return fitted(param, value);
  });
}

function own(info: CompactNativeInfo): Native {
  switch (info.name) {
    case 'wait':
      return (m) => m.actions.rest(m.popFloat());
    case 'time':
      return (m) => m.pushFloat(m.actions.nowMs());
    case 'stop':
      return (m) => m.actions.stop();
    default:
      return (m) => {
        const b = m.popFloat();
        m.pushFloat(singleRandomBetween(m.actions.random, m.popFloat(), b));
      };
  }
}

function ofProfile({ name }: CompactNativeInfo, { profile }: RobotPort): Native {
  const sensors = partOf(profile, 'line')?.sensors ?? [];
  switch (name) {
    case 'line.count':
      return (m) => m.pushInt(sensors.length);
    case 'robot.lineSensorXMm':
      return (m) => m.pushFloat(sensors[Math.min(Math.max(m.popInt(), 0), sensors.length - 1)]?.xMm ?? 0);
    case 'robot.topSpeedMmPerS':
      return (m) => m.pushFloat(profile.dynamics.topSpeedMmPerS);
    case 'robot.wheelBaseMm':
      return (m) => m.pushFloat(profile.body.wheelBaseMm);
    case 'robot.motorLagMs':
      return (m) => m.pushFloat(profile.dynamics.motorLagMs);
    case 'robot.encoders':
      return (m) => m.pushFloat(Number(partOf(profile, 'encoder') !== undefined));
    case 'robot.gyros':
      return (m) => m.pushFloat(Number(partOf(profile, 'gyro') !== undefined));
    case 'robot.speedCurve':
      return (m) => m.pushFloat(profile.dynamics.speedCurve);
    default:
      return (m) => m.pushFloat(profile.dynamics.deadZonePercent);
  }
}

function linked(info: CompactNativeInfo, port: RobotPort): Native {
  const { action, part } = apiEntry(info.name);
  if (part !== undefined && action.by !== 'profile' && !port.profile.parts.some(({ type }) => type === part)) {
    return () => {
      throw new BoardFault('vm.part-missing', { name: info.name, part });
    };
  }
  if (action.by === 'vm') return own(info);
  if (action.by === 'profile') return ofProfile(info, port);
  if (action.by === 'output') return (m, text) => port.write(action.output, argumentsOf(info, m, text));
  if (action.by !== 'input') throw new Error(`${info.name} is no board function`);
  const last = part === 'line' ? (partOf(port.profile, 'line')?.sensors.length ?? 1) - 1 : Infinity;
  return (m) => {
    const index = action.indexed ? Math.min(Number(argumentsOf(info, m, '')[0]), last) : 0;
    const value = port.read(action.input, index);
    if (info.result === 'I') m.pushInt(value === true ? 1 : 0);
    else m.pushFloat(Number(value));
  };
}

export function linkBoardNatives(port: RobotPort): readonly Native[] {
  return COMPACT_NATIVE_INFO.map((info) => {
    const native = linked(info, port);
    return (m, text) => {
      m.left -= info.weight;
      native(m, text);
    };
  });
}
