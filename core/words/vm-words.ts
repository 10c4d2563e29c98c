import type { VmFaultCode } from '../vm/vm.ts';
import type { Words } from './words.ts';

export const vmWords = {
  'zh-CN': {
    'vm.memory-limit': '程序用的内存太多了（最多 {limitMb} MB）。看看是不是有数组或文字一直在变长。',
    'vm.call-depth-limit': '函数一层套一层调用得太深了（最多 {limit} 层）。看看是不是有函数一直在调用自己。',
    'vm.fiber-limit': '同时进行的任务太多了（最多 {limit} 个）。不要在循环里反复使用 forever 或 parallel。',
    'vm.log-limit': '一次运行最多输出 {limit} 行。请少用一些 log，或者在循环里加上 wait。',
    'vm.part-missing': '这个机器人没有 {name} 需要的部件（{part}）。请换一个机器人，或者去掉这一句。',
    'program.used-before-set': '变量 {name} 还没有值就被使用了。请把它的声明放到前面。',
    'program.not-a-function': '{value} 不是函数，不能调用。请检查括号前面的名字。',
    'program.no-such-method': '{type} 没有 {name} 这个方法。请检查名字和变量里的值。',
    'program.not-iterable': '{type} 不能用 for…of 或 … 一个个取出来。请换成数组或文字。',
    'program.null-access': '这里的值是空的，取不到 {name}。请先检查它有没有值。',
    'program.bad-array-length': '数组长度不能是 {length}。请用 0 或更大的整数。',
    'program.bad-argument': '{name} 不能是 {value}。请检查这个值。',
    'program.no-such-model': '项目里没有叫“{name}”的模型。请检查名字，或者先在 AI 页训练并保存它。',
    'program.model-inputs': '模型“{name}”要 {expected} 个数，这里给了 {given} 个。请让列表的长度和训练时一样。',
  },
  en: {
    'vm.memory-limit': 'The program uses too much memory (at most {limitMb} MB). Is an array or a text growing all the time?',
    'vm.call-depth-limit': 'Functions call one another too deeply (at most {limit} levels). Does a function keep calling itself?',
    'vm.fiber-limit': 'Too many tasks run at once (at most {limit}). Do not call forever or parallel again and again in a loop.',
    'vm.log-limit': 'One run may print at most {limit} lines. Use fewer log calls, or put a wait into the loop.',
    'vm.part-missing': 'This robot lacks the part that {name} needs ({part}). Choose another robot, or take this line out.',
    'program.used-before-set': 'The variable {name} is used before it has a value. Move its declaration up.',
    'program.not-a-function': '{value} is not a function and cannot be called. Check the name before the brackets.',
    'program.no-such-method': 'A value of type {type} has no method {name}. Check the name, and what the variable holds.',
    'program.not-iterable': 'A value of type {type} cannot be taken apart by for…of or … Use an array or a text.',
    'program.null-access': 'There is no value here, so {name} cannot be found. Check first that it has one.',
    'program.bad-array-length': 'An array cannot have the length {length}. Use 0 or a greater whole number.',
    'program.bad-argument': '{name} cannot be {value}. Check this value.',
    'program.no-such-model': 'This project has no model called “{name}”. Check the name, or train and save it on the AI page first.',
    'program.model-inputs': 'The model “{name}” takes {expected} numbers and was given {given}. Make the list as long as in training.',
  },
} satisfies Words<VmFaultCode>;
