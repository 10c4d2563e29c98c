import type { PrintFaultCode } from '../tracks/print/layout.ts';
import type { Words } from './words.ts';

export const printWords = {
  'zh-CN': {
    'print.nothing': '这条赛道上还没有线、区域或墙，没有东西可打印。请先画一条线。',
    'print.too-many-sheets': '这条赛道要打印 {sheets} 张纸，最多 {limit} 张。请改用胶带清单。',
  },
  en: {
    'print.nothing': 'This track has no line, zone or wall yet, so there is nothing to print. Draw a line first.',
    'print.too-many-sheets': 'This track would take {sheets} sheets of paper; {limit} is the most. Use the tape plan instead.',
  },
} as const satisfies Words<PrintFaultCode>;
