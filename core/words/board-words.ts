import type { ValueWord } from '../bytecode/lowering/abstract-value.ts';
import type { BoardProblemCode } from '../language/board-check.ts';
import type { BoardFaultCode } from '../vm/board/board-fault.ts';
import type { VmFaultCode } from '../vm/vm.ts';
import type { Language, Words } from './words.ts';

/** `{one:kind}`: a kind of value, said. */
const KINDS: { readonly [L in Language]: { readonly [K in ValueWord]: string } } = {
  'zh-CN': { number: '数', boolean: '对错', empty: '空的', function: '函数', text: '文字', list: '列表' },
  en: { number: 'a number', boolean: 'true or false', empty: 'empty', function: 'a function', text: 'a text', list: 'a list' },
};

export function kindInWords(kind: string, language: Language): string {
  return Object.hasOwn(KINDS[language], kind) ? KINDS[language][kind as ValueWord] : kind;
}

export const boardWords = {
  'zh-CN': {
    'board.text': '小板子上文字只能写在 log 里。这里请改用数字，比如 1 表示前进、2 表示停。',
    'board.text-too-long': '这段文字太长了，小板子最多放 {limit} 个字节。请写短一点。',
    'board.objects': '小板子装不下对象、类、Map 和 Set。请改用几个普通变量。',
    'board.errors': '小板子不会 try 和 throw。请用 if 先检查。',
    'board.closure': '这个函数用了外面函数里的变量“{name}”，小板子做不到。请把这个变量搬到程序最外面。',
    'board.function-value': '小板子要事先知道这里是哪个函数。请直接写函数的名字。',
    'board.surplus': '小板子上参数的个数要固定，不能用“…”。请一个一个写出来。',
    'board.list-grows': '小板子上列表的长度不能变。请一开始就写好所有的数，比如 [0, 0, 0]。',
    'board.list-moves': '小板子上一个变量只能一直是同一个列表。请不要把列表换来换去，也不要让函数返回列表。',
    'board.list-mixed': '小板子上一个列表里只能全是数，或者全是对错。请分成两个列表。',
    'board.list-logged': '小板子不能一次输出整个列表。请一个一个输出。',
    'board.method': '小板子没有 {name} 这个方法。请用循环自己写。',
    'board.builtin': '小板子没有 {name}。请换一种算法。',
    'board.native': '{name} 需要电脑帮忙，小板子自己做不到。请连着电脑运行这个程序。',
    'board.mixed': '这里有时是{one:kind}，有时是{other:kind}。小板子要它一直是同一种。请一开始就给它一个值。',
    'board.empty': '这里的值可能是空的。请先给它一个数。',
    'board.other': '小板子还不会这样写（{name}）。请换一种写法。',
    'board.too-complex': '这个程序对小板子来说太复杂了。请把它写简单一点。',
    'board.too-many': '小板子装不下这么多（{what}，最多 {limit}）。请合并一些。',
    'board.program-too-big': '程序有 {bytes} 个字节，小板子只放得下 {limit} 个。请删掉一些，先看最大的函数和最长的文字。',
    'board.ram-too-small': '程序运行时要 {bytes} 个字节的内存，小板子只有 {limit} 个。请少用一些变量和列表。',
    'board.no-such-element': '列表里没有第 {index} 个（从 0 数起，一共 {length} 个）。请检查这个序号。',
  },
  en: {
    'board.text': 'On the small board, texts can only stand in log. Use a number here: say, 1 for go and 2 for stop.',
    'board.text-too-long': 'This text is too long: the small board takes at most {limit} bytes. Make it shorter.',
    'board.objects': 'The small board has no room for objects, classes, Map and Set. Use a few plain variables.',
    'board.errors': 'The small board does not know try and throw. Check with if beforehand.',
    'board.closure':
      'This function uses “{name}”, a variable inside another function; the small board cannot do that. Move the variable to the top of the program.',
    'board.function-value': 'The small board must know beforehand which function this is. Write the name of the function.',
    'board.surplus': 'On the small board the number of arguments is fixed; “…” does not work there. Write them one by one.',
    'board.list-grows': 'On the small board a list keeps its length. Write all its numbers at the start, like [0, 0, 0].',
    'board.list-moves':
      'On the small board a variable is always the same list. Do not swap lists, and do not let a function give one back.',
    'board.list-mixed': 'On the small board a list holds only numbers, or only true and false. Make two lists.',
    'board.list-logged': 'The small board cannot log a whole list. Log its numbers one by one.',
    'board.method': 'The small board has no method {name}. Write a loop instead.',
    'board.builtin': 'The small board has no {name}. Find another way to compute it.',
    'board.native': '{name} needs a computer; the small board cannot do it alone. Run this program connected to the computer.',
    'board.mixed':
      'This is sometimes {one:kind}, sometimes {other:kind}. On the small board it must always be the same kind. Give it a value at the start.',
    'board.empty': 'There may be no value here. Give it a number first.',
    'board.other': 'The small board does not know this way of writing ({name}). Write it another way.',
    'board.too-complex': 'This program is too complex for the small board. Make it simpler.',
    'board.too-many': 'The small board has no room for so many ({what}, at most {limit}). Join some of them.',
    'board.program-too-big':
      'The program has {bytes} bytes and the small board holds {limit}. Take something out; look at the largest function and the longest text first.',
    'board.ram-too-small': 'The program needs {bytes} bytes of memory and the small board has {limit}. Use fewer variables and lists.',
    'board.no-such-element': 'The list has no number {index} (counted from 0, there are {length}). Check this index.',
  },
} satisfies Words<BoardProblemCode | Exclude<BoardFaultCode, VmFaultCode>>;
