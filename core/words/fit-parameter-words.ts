/** What a fit finds and what it looks at, for whoever reads the result. Layer: words. */
import type { ParameterId, SignalKind } from '../fit/fit-types.ts';
import type { Words } from './words.ts';

export const fitParameterWords = {
  'zh-CN': {
    motorLagMs: '电机慢半拍（时间常数）',
    deadZonePercent: '多大功率才转（死区）',
    speedCurve: '速度曲线弯多少',
    leftTopMmPerS: '左轮全速',
    rightTopMmPerS: '右轮全速',
    casterDragMmPerS2: '万向轮的阻力',
    lineDelayMs: '循线传感器的延迟',
    lineWhite: '白色读数',
    lineContrast: '黑白相差',
    lineThreshold: '电位器的位置',
    line: '循线传感器',
    encoder: '编码器',
    gyro: '陀螺仪',
    sonar: '超声波',
  },
  en: {
    motorLagMs: 'Motor lag (time constant)',
    deadZonePercent: 'Power at which it starts (dead zone)',
    speedCurve: 'Bend of the speed curve',
    leftTopMmPerS: 'Left wheel at full power',
    rightTopMmPerS: 'Right wheel at full power',
    casterDragMmPerS2: 'Drag of the castor',
    lineDelayMs: 'Delay of the line sensors',
    lineWhite: 'Reading over white',
    lineContrast: 'Black minus white',
    lineThreshold: 'Where its screw is set',
    line: 'Line sensor',
    encoder: 'Encoder',
    gyro: 'Gyro',
    sonar: 'Sonar',
  },
} satisfies Words<ParameterId | SignalKind>;
