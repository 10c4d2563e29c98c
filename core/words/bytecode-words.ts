import type { BytecodeFaultCode } from '../bytecode/faults.ts';
import type { Words } from './words.ts';

export const bytecodeWords = {
  'zh-CN': {
    'bytecode.malformed': '编译好的程序坏了（第 {at} 个字节）。请重新编译再运行。',
    'bytecode.newer-version': '这个程序是较新版本（{version}）的软件编译的。请先更新轨迹实验室。',
    'bytecode.unsafe': '编译好的程序不安全，没有运行（函数 {functionIndex}，位置 {pc}，规则 {rule}）。请重新编译再运行。',
  },
  en: {
    'bytecode.malformed': 'The compiled program is damaged (at byte {at}). Compile it again.',
    'bytecode.newer-version': 'This program was compiled by a newer version ({version}). Update Guiji Lab first.',
    'bytecode.unsafe':
      'The compiled program is not safe and was not run (function {functionIndex}, position {pc}, rule {rule}). Compile it again.',
  },
} satisfies Words<BytecodeFaultCode>;
