import type { Words } from './words.ts';

/** Codes of core/language/check/problem.ts. `{0}`, `{1}` … in TypeScript's codes are the values of its own message. */
type LanguageCode =
  | 'language.too-long'
  | 'language.too-deep'
  | 'language.broken-character'
  | 'language.full-width'
  | 'language.not-in-subset'
  | 'language.name-taken'
  | 'language.call-it'
  | 'language.empty-socket'
  | 'language.extra-bracket'
  | 'language.assignment-in-condition'
  | 'robot.part-missing'
  | 'fix.replace'
  | 'fix.half-width'
  | 'fix.call'
  | 'fix.let'
  | 'fix.compare'
  | 'fix.number-type'
  | 'fix.insert'
  | 'fix.remove';

type TypeScriptCode = `ts.${
  | 1002
  | 1003
  | 1005
  | 1109
  | 1127
  | 1128
  | 1135
  | 1155
  | 1160
  | 1434
  | 1472
  | 2300
  | 2304
  | 2322
  | 2339
  | 2345
  | 2349
  | 2355
  | 2362
  | 2363
  | 2365
  | 2367
  | 2393
  | 2403
  | 2448
  | 2451
  | 2454
  | 2532
  | 2540
  | 2550
  | 2551
  | 2552
  | 2554
  | 2555
  | 2576
  | 2584
  | 2588
  | 2630
  | 2695
  | 2774
  | 2872
  | 7005
  | 7006
  | 7022
  | 7023
  | 2556
  | 2845
  | 7034
  | 18047
  | 18048}`;

export const languageWords = {
  'zh-CN': {
    'language.too-long': '程序太长了（{length} 个字符，最多 {max} 个）。请删掉一些，或者分成几个程序。',
    'language.too-deep': '这里的括号或语句一层套一层，套得太深了。请把它拆成几个函数。',
    'language.broken-character': '这里有一个坏掉的字符，电脑读不懂。请删掉它再输入一次。',
    'language.full-width': '“{char}”是中文标点，代码里要用英文的 {instead}。请切换到英文输入法。',
    'language.not-in-subset': '这里还不能用“{construct}”。请换一种写法。',
    'language.name-taken': '“{name}”已经是小车或语言自己的名字了。请换一个名字，例如 my_{name}。',
    'language.call-it': '“{name}”后面少了括号，所以它不会运行。请写成 {name}()。',
    'language.empty-socket': '这里还空着。请拖一个积木进来，或者写上一个值。',
    'language.extra-bracket': '这里多了一个“{bracket}”，前面没有和它成对的括号。',
    'language.assignment-in-condition': '一个等号是“赋值”，比较要用三个等号 ===。',
    'robot.part-missing': '这台小车没有 {name} 要用的部件（{part}）。请换一台有它的小车，或者删掉这一句。',
    'fix.replace': '改成 {text}',
    'fix.half-width': '把中文标点都改成英文标点',
    'fix.call': '改成 {name}()',
    'fix.let': '把 const 改成 let，让 {name} 可以改变',
    'fix.compare': '改成 ===',
    'fix.number-type': '写明 {name} 是数：number',
    'fix.insert': '补上 {text}',
    'fix.remove': '删掉 {text}',
    'ts.1002': '这段文字没有写完，少了结尾的引号。请在文字后面补上引号。',
    'ts.1003': '这里应该写一个名字。',
    'ts.1005': '这里少了一个“{0}”。',
    'ts.1109': '这里少了一个值或算式。',
    'ts.1127': '这里有一个代码里不能用的字符。请删掉它。',
    'ts.1128': '这里应该开始一条新的语句。看看前面是不是多了一个括号。',
    'ts.1135': '括号里少了一个值，或者多了一个逗号。',
    'ts.1155': '用 const 起名字时，要马上用 = 给它一个值。',
    'ts.1160': '这段用反引号 ` 开始的文字没有写完。请在结尾补上反引号。',
    'ts.1434': '这里有一个看不懂的词。看看是不是拼错了，或者少了标点。',
    'ts.1472': '这里少了 catch 或 finally。',
    'ts.2300': '名字“{0}”用了两次。请给其中一个换个名字。',
    'ts.2304': '不认识“{0}”。看看是不是拼错了，或者忘了先用 let 起这个名字。',
    'ts.2322': '这里要的是 {1}，给的却是 {0}。',
    'ts.2339': '{1} 没有“{0}”。看看是不是拼错了。',
    'ts.2345': '这里要的是 {1}，给的却是 {0}。',
    'ts.2349': '这个不是函数，后面不能加括号来运行。',
    'ts.2355': '这个函数说好要给出一个值，却没有 return。',
    'ts.2362': '算式左边要是一个数。',
    'ts.2363': '算式右边要是一个数。',
    'ts.2365': '“{0}”不能用在 {1} 和 {2} 之间。',
    'ts.2367': '这两边永远不会相等：一边是 {0}，一边是 {1}。看看是不是写错了。',
    'ts.2393': '有两个函数用了同一个名字。请给其中一个换个名字。',
    'ts.2403': '变量“{0}”前后两次的类型不一样。请给其中一个换个名字。',
    'ts.2448': '“{0}”在这里还没有值：要先起名字，再使用。请把它的 let 或 const 移到前面。',
    'ts.2451': '名字“{0}”已经用过了。请换一个名字；如果只是想改它的值，去掉 let 或 const。',
    'ts.2454': '“{0}”还没有值就被使用了。请先给它一个值。',
    'ts.2532': '这个值可能是空的（undefined）。请先用 if 检查一下。',
    'ts.2540': '“{0}”只能看，不能改。',
    'ts.2550': '{1} 没有“{0}”。',
    'ts.2551': '{1} 没有“{0}”。是不是想写“{2}”？',
    'ts.2552': '不认识“{0}”。是不是想写“{1}”？',
    'ts.2554': '这里要给 {0} 个值，却给了 {1} 个。',
    'ts.2555': '这里至少要给 {0} 个值，却给了 {1} 个。',
    'ts.2576': '{1} 没有“{0}”。是不是想写“{2}”？',
    'ts.2584': '这里没有“{0}”。要显示一句话，请用 log()。',
    'ts.2588': '“{0}”是用 const 起的名字，不能再改。要改它，请把 const 换成 let。',
    'ts.2630': '“{0}”是一个函数，不能给它赋值。',
    'ts.2695': '逗号左边的算式没有用处。看看是不是少写了什么。',
    'ts.2774': '这个函数没有运行，所以条件总是成立。是不是忘了括号？',
    'ts.2872': '这个条件总是成立。看看是不是写错了。',
    'ts.7005': '看不出“{0}”是什么类型。请写明，例如 {0}: number。',
    'ts.7006': '看不出“{0}”是什么类型。请写明，例如 {0}: number。',
    'ts.7022': '看不出“{0}”是什么类型，因为它的值里用到了它自己。请写明它的类型。',
    'ts.7023': '看不出“{0}”给出什么类型的值，因为它用到了自己。请写明，例如 (): number。',
    'ts.2556': '这里的 ... 不能用：要一个一个地给出值。',
    'ts.2845': '这个条件总是 {0}。看看是不是写错了。',
    'ts.7034': '看不出“{0}”是什么类型。请写明，例如 {0}: number[]。',
    'ts.18047': '“{0}”可能是空的（null）。请先用 if 检查一下。',
    'ts.18048': '“{0}”可能是空的（undefined）。请先用 if 检查一下。',
  },
  en: {
    'language.too-long': 'The program is too long ({length} characters, at most {max}). Delete some of it, or make several programs.',
    'language.too-deep': 'Too many brackets or statements stand inside one another here. Split them into functions.',
    'language.broken-character': 'There is a broken character here. Delete it and type it again.',
    'language.full-width': '“{char}” is Chinese punctuation; code needs the English {instead}. Switch your input method to English.',
    'language.not-in-subset': '“{construct}” cannot be used here yet. Write it another way.',
    'language.name-taken': 'The robot or the language already uses the name “{name}”. Choose another, for example my_{name}.',
    'language.call-it': '“{name}” needs parentheses to run. Write {name}().',
    'language.empty-socket': 'This place is still empty. Drag a block into it, or write a value.',
    'language.extra-bracket': 'There is a “{bracket}” too many: no bracket before it is its partner.',
    'language.assignment-in-condition': 'One equals sign gives a value; to compare, use three: ===.',
    'robot.part-missing': 'This car has no part for {name} ({part}). Choose a car that has it, or delete this line.',
    'fix.replace': 'Change to {text}',
    'fix.half-width': 'Change all Chinese punctuation to English',
    'fix.call': 'Change to {name}()',
    'fix.let': 'Change const to let, so that {name} can change',
    'fix.compare': 'Change to ===',
    'fix.number-type': 'Say that {name} is a number',
    'fix.insert': 'Add {text}',
    'fix.remove': 'Delete {text}',
    'ts.1002': 'This text has no end. Add the closing quotation mark.',
    'ts.1003': 'A name is expected here.',
    'ts.1005': 'A “{0}” is missing here.',
    'ts.1109': 'A value or an expression is missing here.',
    'ts.1127': 'There is a character here that code cannot use. Delete it.',
    'ts.1128': 'A new statement should begin here. Look for a bracket too many before it.',
    'ts.1135': 'A value is missing in the parentheses, or there is a comma too many.',
    'ts.1155': 'A const needs its value at once, with =.',
    'ts.1160': 'This text that began with a backquote ` has no end. Add the closing backquote.',
    'ts.1434': 'There is a word here that makes no sense. Is it misspelt, or is punctuation missing?',
    'ts.1472': 'A catch or finally is missing here.',
    'ts.2300': 'The name “{0}” is used twice. Give one of them another name.',
    'ts.2304': 'Nothing is called “{0}”. Is it misspelt, or did you forget to make it with let?',
    'ts.2322': 'A {1} is needed here, and this is a {0}.',
    'ts.2339': '{1} has no “{0}”. Is it misspelt?',
    'ts.2345': 'A {1} is needed here, and this is a {0}.',
    'ts.2349': 'This is not a function, so parentheses cannot run it.',
    'ts.2355': 'This function promises a value, but it has no return.',
    'ts.2362': 'The left side of this calculation must be a number.',
    'ts.2363': 'The right side of this calculation must be a number.',
    'ts.2365': '“{0}” does not work between {1} and {2}.',
    'ts.2367': 'These two can never be equal: one is {0}, the other {1}. Is that what you meant?',
    'ts.2393': 'Two functions have the same name. Give one of them another name.',
    'ts.2403': 'The variable “{0}” has two different types. Give one of them another name.',
    'ts.2448': '“{0}” has no value yet here: make it first, then use it. Move its let or const up.',
    'ts.2451': 'The name “{0}” is already used. Choose another; to change its value only, leave out let or const.',
    'ts.2454': '“{0}” is used before it has a value. Give it one first.',
    'ts.2532': 'This value may be empty (undefined). Check it with if first.',
    'ts.2540': '“{0}” can be read but not changed.',
    'ts.2550': '{1} has no “{0}”.',
    'ts.2551': '{1} has no “{0}”. Did you mean “{2}”?',
    'ts.2552': 'Nothing is called “{0}”. Did you mean “{1}”?',
    'ts.2554': '{0} values are needed here, and there are {1}.',
    'ts.2555': 'At least {0} values are needed here, and there are {1}.',
    'ts.2576': '{1} has no “{0}”. Did you mean “{2}”?',
    'ts.2584': 'There is no “{0}” here. To show something, use log().',
    'ts.2588': '“{0}” was made with const, so it cannot change. To change it, use let instead.',
    'ts.2630': '“{0}” is a function; it cannot be given a value.',
    'ts.2695': 'The left side of this comma does nothing. Is something missing?',
    'ts.2774': 'This function is not run, so the condition always holds. Did you forget the parentheses?',
    'ts.2872': 'This condition always holds. Is that what you meant?',
    'ts.7005': 'The type of “{0}” is not clear. Write it, for example {0}: number.',
    'ts.7006': 'The type of “{0}” is not clear. Write it, for example {0}: number.',
    'ts.7022': 'The type of “{0}” is not clear, because its value uses itself. Write its type.',
    'ts.7023': 'What “{0}” returns is not clear, because it uses itself. Write it, for example (): number.',
    'ts.2556': '... cannot be used here: give the values one by one.',
    'ts.2845': 'This condition is always {0}. Is that what you meant?',
    'ts.7034': 'The type of “{0}” is not clear. Write it, for example {0}: number[].',
    'ts.18047': '“{0}” may be empty (null). Check it with if first.',
    'ts.18048': '“{0}” may be empty (undefined). Check it with if first.',
  },
} satisfies Words<LanguageCode | TypeScriptCode>;
