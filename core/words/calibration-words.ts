import type { CalibrationFaultCode } from '../robot/calibration.ts';
import type { Words } from './words.ts';

export const calibrationWords = {
  'zh-CN': {
    'calibration.invalid': '校准数据不完整。请重新校准。',
    'calibration.other-kit': '校准是给“{measured}”做的，现在的小车是“{kit}”。请重新校准。',
    'calibration.other-sensors': '校准里有 {measured} 个循线传感器，这种小车有 {sensors} 个。请重新校准。',
    'calibration.low-contrast': '第 {sensor} 个传感器分不清黑和白。请把它调低一点，擦干净，再试一次。',
    'calibration.swapped': '第 {sensor} 个传感器黑白反了。请先放白色地面，再放黑线。',
    'calibration.trim-too-large': '两个电机差了 {trim}%，超过了 {max}%。请检查轮子有没有卡住、电池够不够。',
    'calibration.start-too-high': '轮子（{side}）要 {percent}% 才动，超过了 {max}%。请检查电池和齿轮。',
    'calibration.not-saved': '校准没有存到磁盘上（{what}）。请检查磁盘。',
  },
  en: {
    'calibration.invalid': 'The calibration is incomplete. Calibrate again.',
    'calibration.other-kit': 'The calibration was made for “{measured}”; this car is “{kit}”. Calibrate again.',
    'calibration.other-sensors': 'The calibration has {measured} line sensors; this car has {sensors}. Calibrate again.',
    'calibration.low-contrast': 'Sensor {sensor} cannot tell black from white. Lower it a little, clean it and try again.',
    'calibration.swapped': 'Sensor {sensor} has black and white the wrong way round. First the white floor, then the black line.',
    'calibration.trim-too-large': 'The two motors differ by {trim} %, more than {max} %. Look for a wheel that drags, and at the battery.',
    'calibration.start-too-high': 'The {side} wheel moves from {percent} % on only, more than {max} %. Check battery and gears.',
    'calibration.not-saved': 'The calibration could not be saved ({what}). Check the disk.',
  },
} satisfies Words<CalibrationFaultCode | 'calibration.not-saved'>;
