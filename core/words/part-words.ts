/** The parts of a car, as a teacher names them. Layer: words. */
import type { PartType } from '../robot/profile.ts';
import type { Language } from './words.ts';

const PART_WORDS: { readonly [L in Language]: { readonly [P in PartType]: string } } = {
  'zh-CN': {
    motors: '电机',
    line: '循线传感器',
    sonar: '超声波',
    bump: '碰撞开关',
    light: '光线传感器',
    sound: '声音传感器',
    color: '颜色传感器',
    gyro: '陀螺仪',
    encoder: '编码器',
    servo: '舵机',
    led: '灯',
    buzzer: '蜂鸣器',
    button: '按钮',
    display: '屏幕',
    battery: '电池分压',
  },
  en: {
    motors: 'motors',
    line: 'line sensors',
    sonar: 'sonar',
    bump: 'bumpers',
    light: 'light sensor',
    sound: 'sound sensor',
    color: 'colour sensor',
    gyro: 'gyro',
    encoder: 'encoders',
    servo: 'servo',
    led: 'lamp',
    buzzer: 'buzzer',
    button: 'button',
    display: 'display',
    battery: 'battery divider',
  },
};

/** What is no part stays as it is. */
export function partInWords(part: string, language: Language): string {
  const words: Readonly<Record<string, string>> = PART_WORDS[language];
  return Object.hasOwn(words, part) ? words[part]! : part;
}

const SIDE_WORDS: { readonly [L in Language]: Readonly<Record<string, string>> } = {
  'zh-CN': { left: '左', right: '右' },
  en: { left: 'left', right: 'right' },
};

export function sideInWords(side: string, language: Language): string {
  return SIDE_WORDS[language][side] ?? side;
}
