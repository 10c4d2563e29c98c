/**
 * The TypeScript compiler's own diagnostics in words: the codes that students meet most. Layer: words.
 * `{0}`, `{1}` … are the values of its message; `{0:type}` is a type, said in words (type-words.ts).
 * What has no row here is shown in TypeScript's English. A test provokes every row.
 */
import type { Words } from './words.ts';

/** [zh-CN, English] */
type Row = readonly [string, string];

const SYNTAX = {
  1002: ['这段文字没有写完，少了结尾的引号。请在文字后面补上引号。', 'This text has no end. Add the closing quotation mark.'],
  1003: ['这里应该写一个名字。', 'A name is expected here.'],
  1005: ['这里少了一个“{0}”。', 'A “{0}” is missing here.'],
  1010: ['这段 /* 开头的注释没有写完。请在结尾补上 */。', 'This comment that began with /* has no end. Add */ after it.'],
  1011: ['方括号里要写第几个，例如 [0]。', 'Say in the square brackets which one, for example [0].'],
  1016: [
    '可以不给的参数（带 ? 的）要放在后面，“{name}”这样必须给的放在前面。',
    'Parameters that may be left out (with ?) come last; “{name}” is needed, so it comes before them.',
  ],
  1068: ['class 的大括号里只能写属性和方法。', 'Only properties and methods can stand between the braces of a class.'],
  1104: ['continue 只能写在循环里面。', 'continue can only stand in a loop.'],
  1105: ['break 只能写在循环或 switch 里面。', 'break can only stand in a loop or a switch.'],
  1107: [
    '这里的 break 或 continue 不在循环里面：函数隔开了它们。',
    'This break or continue is not in the loop: a function stands between.',
  ],
  1108: ['return 只能写在函数里面。要结束程序，请写 stop()。', 'return can only stand in a function. To end the program, write stop().'],
  1109: ['这里少了一个值或算式。', 'A value or an expression is missing here.'],
  1110: ['冒号后面要写类型，例如 number。', 'A type belongs after the colon, for example number.'],
  1117: ['同一个对象里，名字“{name}”写了两次。请删掉一个。', 'The name “{name}” stands twice in this object. Delete one.'],
  1121: ['数不能用 0 开头。请去掉前面的 0。', 'A number cannot begin with 0. Delete the zeros before it.'],
  1127: ['这里有一个代码里不能用的字符。请删掉它。', 'There is a character here that code cannot use. Delete it.'],
  1128: [
    '这里应该开始一条新的语句。看看前面是不是多了一个括号。',
    'A new statement should begin here. Look for a bracket too many before it.',
  ],
  1130: ['switch 的大括号里，每一段都要用 case 或 default 开头。', 'Each part of a switch begins with case or default.'],
  1135: ['括号里少了一个值，或者多了一个逗号。', 'A value is missing in the parentheses, or there is a comma too many.'],
  1136: ['大括号里要写“名字: 值”，用逗号隔开。', 'Write “name: value” in the braces, with commas between.'],
  1138: [
    '括号里少了一个参数的名字，或者多了一个逗号。',
    'The name of a parameter is missing in the parentheses, or there is a comma too many.',
  ],
  1155: ['用 const 起名字时，要马上用 = 给它一个值。', 'A const needs its value at once, with =.'],
  1160: [
    '这段用反引号 ` 开始的文字没有写完。请在结尾补上反引号。',
    'This text that began with a backquote ` has no end. Add the closing backquote.',
  ],
  1161: ['一个斜杠开头的写法没有写完。注释要用两个斜杠 //。', 'What begins with one slash has no end. A comment begins with two: //.'],
  1351: ['数后面不能紧跟着字母“{name}”。单位不用写。', 'No letters can follow a number: “{name}”. Leave the unit out.'],
  1390: ['“{0}”是语言自己的词，不能当名字。请换一个名字。', '“{0}” is a word of the language and cannot be a name. Choose another.'],
  1434: [
    '这里有一个看不懂的词。看看是不是拼错了，或者少了标点。',
    'There is a word here that makes no sense. Is it misspelt, or is punctuation missing?',
  ],
  1435: ['这个词看不懂。是不是想写“{0}”？', 'This word makes no sense. Did you mean “{0}”?'],
  1472: ['try 后面少了 catch 或 finally。', 'After try, a catch or finally is missing.'],
} satisfies Record<number, Row>;

const NAMES = {
  2300: ['名字“{0}”用了两次。请给其中一个换个名字。', 'The name “{0}” is used twice. Give one of them another name.'],
  2304: [
    '不认识“{0}”。看看是不是拼错了，或者忘了先用 let 起这个名字。',
    'Nothing is called “{0}”. Is it misspelt, or did you forget to make it with let?',
  ],
  2305: ['文件 {0} 里没有导出“{1}”。在那个文件里给它加上 export。', 'The file {0} does not export “{1}”. Write export before it there.'],
  2307: ['找不到文件 {0}。看看名字是不是写对了。', 'There is no file {0}. Is its name right?'],
  2339: ['{1:type} 没有“{0}”。看看是不是拼错了。', '{1:type} has no “{0}”. Is it misspelt?'],
  2341: ['“{0}”是 {1} 私有的，只能在它自己里面用。', '“{0}” is private to {1} and can only be used inside it.'],
  2353: ['{1:type} 里没有“{0}”。看看是不是拼错了。', '{1:type} has no “{0}”. Is it misspelt?'],
  2391: [
    '函数“{name}”只写了开头。请补上大括号和里面的语句。',
    'The function “{name}” has only its first line. Add braces with statements.',
  ],
  2393: ['有两个函数用了同一个名字。请给其中一个换个名字。', 'Two functions have the same name. Give one of them another name.'],
  2403: [
    '变量“{0}”前后两次的类型不一样。请给其中一个换个名字。',
    'The variable “{0}” has two different types. Give one of them another name.',
  ],
  2448: [
    '“{0}”在这里还没有值：要先起名字，再使用。请把它的 let 或 const 移到前面。',
    '“{0}” has no value yet here: make it first, then use it. Move its let or const up.',
  ],
  2449: ['class“{0}”写在后面，这里还不能用。请把它移到前面。', 'The class “{0}” comes later, so it cannot be used here yet. Move it up.'],
  2451: [
    '名字“{0}”已经用过了。请换一个名字；如果只是想改它的值，去掉 let 或 const。',
    'The name “{0}” is already used. Choose another; to change its value only, leave out let or const.',
  ],
  2454: ['“{0}”还没有值就被使用了。请先给它一个值。', '“{0}” is used before it has a value. Give it one first.'],
  2550: ['{1:type} 没有“{0}”。', '{1:type} has no “{0}”.'],
  2551: ['{1:type} 没有“{0}”。是不是想写“{2}”？', '{1:type} has no “{0}”. Did you mean “{2}”?'],
  2552: ['不认识“{0}”。是不是想写“{1}”？', 'Nothing is called “{0}”. Did you mean “{1}”?'],
  2561: ['{1:type} 里没有“{0}”。是不是想写“{2}”？', '{1:type} has no “{0}”. Did you mean “{2}”?'],
  2576: ['“{0}”属于 class 自己，不属于它做出来的对象。请写成 {2}。', '“{0}” belongs to the class itself, not to its objects. Write {2}.'],
  2583: ['这里没有“{0}”。请换一种写法。', 'There is no “{0}” here. Write it another way.'],
  2584: ['这里没有“{0}”。要显示一句话，请用 log()。', 'There is no “{0}” here. To show something, use log().'],
  2663: ['不认识“{0}”。用对象自己的东西，要写成 this.{0}。', 'Nothing is called “{0}”. For what the object itself has, write this.{0}.'],
  2693: ['“{0}”是一个类型，不是一个值，不能在这里用。', '“{0}” is a type, not a value, so it cannot be used here.'],
  2724: ['文件 {0} 里没有导出“{1}”。是不是想写“{2}”？', 'The file {0} does not export “{1}”. Did you mean “{2}”?'],
  18004: [
    '“{0}”还没有值。请写成“{0}: 值”，或者先用 let 起这个名字。',
    '“{0}” has no value. Write “{0}: value”, or make it with let first.',
  ],
} satisfies Record<number, Row>;

const TYPES = {
  1345: ['这个函数什么也不给出，不能当条件。', 'This function gives nothing back, so it cannot be a condition.'],
  2322: ['这里要的是{1:type}，给的却是{0:type}。', 'This needs {1:type}, and gets {0:type}.'],
  2345: ['这里要的是{1:type}，给的却是{0:type}。', 'This needs {1:type}, and gets {0:type}.'],
  2348: ['要用 class 做一个对象，前面要写 new。', 'To make an object of a class, write new before it.'],
  2349: ['这个不是函数，后面不能加括号来运行。', 'This is not a function, so parentheses cannot run it.'],
  2351: ['这个不是 class，不能用 new 来做对象。', 'This is not a class, so new cannot make an object of it.'],
  2356: ['这里要是一个数，才能加一、减一或变成负数。', 'This must be a number, to be counted up or down or made negative.'],
  2357: ['++ 和 -- 只能用在变量上。', '++ and -- work on variables only.'],
  2362: ['算式左边要是一个数。', 'The left side of this calculation must be a number.'],
  2363: ['算式右边要是一个数。', 'The right side of this calculation must be a number.'],
  2364: [
    '等号左边要是一个变量。要比较两个值，请用三个等号 ===。',
    'The left side of = must be a variable. To compare two values, use ===.',
  ],
  2365: ['“{0}”不能用在{1:type}和{2:type}之间。', '“{0}” does not work between {1:type} and {2:type}.'],
  2367: [
    '这两边永远不会相等：一边是{0:type}，一边是{1:type}。看看是不是写错了。',
    'These two can never be equal: one is {0:type}, the other {1:type}. Is that what you meant?',
  ],
  2488: ['{0:type}不能一个一个地取出来。这里要一个数组。', 'The items of {0:type} cannot be taken one by one. A list is needed here.'],
  2531: ['这个值可能是空的（null）。请先用 if 检查一下。', 'This value may be empty (null). Check it with if first.'],
  2532: ['这个值可能是空的（undefined）。请先用 if 检查一下。', 'This value may be empty (undefined). Check it with if first.'],
  2538: ['方括号里要写一个数或文字，不能是{0:type}。', 'A number or a text belongs in the square brackets, not {0:type}.'],
  2540: ['“{0}”只能看，不能改。', '“{0}” can be read but not changed.'],
  2588: [
    '“{0}”是用 const 起的名字，不能再改。要改它，请把 const 换成 let。',
    '“{0}” was made with const, so it cannot change. To change it, use let instead.',
  ],
  2630: ['“{0}”是一个函数，不能给它赋值。', '“{0}” is a function; it cannot be given a value.'],
  2678: [
    '这一个 case 永远不会成立：这里是{0:type}，switch 的是{1:type}。',
    'This case can never hold: it is {0:type}, and the switch has {1:type}.',
  ],
  2820: ['这里不能是 {0}。是不是想写 {2}？', '{0} does not fit here. Did you mean {2}?'],
  2739: ['这里还少了：{2}。', 'These are missing here: {2}.'],
  2741: ['这里少了“{0}”。', '“{0}” is missing here.'],
  7005: ['看不出“{0}”是什么类型。请写明，例如 {0}: number。', 'The type of “{0}” is not clear. Write it, for example {0}: number.'],
  7006: ['看不出“{0}”是什么类型。请写明，例如 {0}: number。', 'The type of “{0}” is not clear. Write it, for example {0}: number.'],
  7008: ['看不出“{0}”是什么类型。请写明，例如 {0}: number。', 'The type of “{0}” is not clear. Write it, for example {0}: number.'],
  7017: [
    '这里的 this 不是一个对象。this 只能用在 class 的方法里。',
    'this is no object here. It can only be used in the methods of a class.',
  ],
  7022: [
    '看不出“{0}”是什么类型，因为它的值里用到了它自己。请写明它的类型。',
    'The type of “{0}” is not clear, because its value uses itself. Write its type.',
  ],
  7023: [
    '看不出“{0}”给出什么类型的值，因为它用到了自己。请写明，例如 (): number。',
    'What “{0}” returns is not clear, because it uses itself. Write it, for example (): number.',
  ],
  7034: ['看不出“{0}”是什么类型。请写明，例如 {0}: number[]。', 'The type of “{0}” is not clear. Write it, for example {0}: number[].'],
  7053: ['不能用{0:type}在这里取东西：里面没有它。', 'Nothing can be taken out of this with {0:type}: it is not in there.'],
  18046: [
    '不知道“{0}”是什么类型的值。请先用 if 和 typeof 检查一下。',
    'What “{0}” is, nobody knows here. Check it with if and typeof first.',
  ],
  18047: ['“{0}”可能是空的（null）。请先用 if 检查一下。', '“{0}” may be empty (null). Check it with if first.'],
  18048: ['“{0}”可能是空的（undefined）。请先用 if 检查一下。', '“{0}” may be empty (undefined). Check it with if first.'],
} satisfies Record<number, Row>;

const CALLS_AND_FLOW = {
  2355: ['这个函数说好要给出一个值，却没有 return。', 'This function promises a value, but it has no return.'],
  2366: ['这个函数有时走到最后也没有 return。请在最后补上 return。', 'This function sometimes ends without a return. Add one at its end.'],
  2377: [
    '这个 class 是从别的 class 来的：constructor 里要先写 super()。',
    'This class extends another, so its constructor must call super() first.',
  ],
  2420: ['class“{0}”没有做到“{1}”说好的全部。', 'The class “{0}” does not have all that “{1}” asks for.'],
  2511: ['这个 class 是抽象的（abstract），不能直接做对象。', 'This class is abstract: no object can be made of it directly.'],
  2554: ['这里要给 {0} 个值，却给了 {1} 个。', 'This takes {0} values, and gets {1}.'],
  2555: ['这里至少要给 {0} 个值，却给了 {1} 个。', 'This takes at least {0} values, and gets {1}.'],
  2556: ['这里的 ... 不能用：要一个一个地给出值。', '... cannot be used here: give the values one by one.'],
  2564: ['属性“{0}”一开始没有值。请给它一个值，例如 = 0。', 'The property “{0}” has no first value. Give it one, for example = 0.'],
  2695: ['逗号左边的算式没有用处。看看是不是少写了什么。', 'The left side of this comma does nothing. Is something missing?'],
  2774: [
    '这个函数没有运行，所以条件总是成立。是不是忘了括号？',
    'This function is not run, so the condition always holds. Did you forget the parentheses?',
  ],
  2845: ['这个条件总是 {0}。看看是不是写错了。', 'This condition is always {0}. Is that what you meant?'],
  2869: ['?? 右边的值永远用不到，因为左边不会是空的。', 'What stands right of ?? is never used: the left side is never empty.'],
  2872: ['这个条件总是成立。看看是不是写错了。', 'This condition always holds. Is that what you meant?'],
  7027: ['这里的语句永远不会运行：前面已经结束了，或者一直在循环。', 'This never runs: what stands before it ends, or loops for ever.'],
  17009: ['要先写 super()，再用 this。', 'Call super() first, then use this.'],
} satisfies Record<number, Row>;

const ROWS = { ...SYNTAX, ...NAMES, ...TYPES, ...CALLS_AND_FLOW };

type TypeScriptCode = `ts.${keyof typeof ROWS}`;

function column(index: 0 | 1): { readonly [C in TypeScriptCode]: string } {
  return Object.fromEntries(Object.entries<Row>(ROWS).map(([code, row]) => [`ts.${code}`, row[index]])) as {
    readonly [C in TypeScriptCode]: string;
  };
}

export const typescriptWords: Words<TypeScriptCode> = { 'zh-CN': column(0), en: column(1) };
