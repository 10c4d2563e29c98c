import type { Words } from './words.ts';

/** Codes of core/language/check/problem.ts and core/language/editor/navigation.ts. */
type LanguageCode =
  | 'language.too-long'
  | 'blocks.not-readable'
  | 'language.too-deep'
  | 'language.broken-character'
  | 'language.full-width'
  | 'language.not-in-subset'
  | 'language.name-taken'
  | 'language.call-it'
  | 'language.empty-socket'
  | 'language.extra-bracket'
  | 'language.assignment-in-condition'
  | 'language.no-effect'
  | 'language.word-operator'
  | 'language.split-operator'
  | 'language.arrow-in-condition'
  | 'language.for-semicolons'
  | 'language.bad-name'
  | 'language.needs-function'
  | 'language.lonely-else'
  | 'language.else-if'
  | 'language.import-circle'
  | 'robot.part-missing'
  | 'rename.not-yours'
  | 'rename.bad-name'
  | 'rename.taken'
  | 'fix.replace'
  | 'fix.half-width'
  | 'fix.call'
  | 'fix.let'
  | 'fix.compare'
  | 'fix.number-type'
  | 'fix.semicolons'
  | 'fix.parentheses'
  | 'fix.declare'
  | 'fix.make-function'
  | 'fix.first-value'
  | 'fix.when-empty'
  | 'fix.import'
  | 'fix.insert'
  | 'fix.remove';

export const languageWords = {
  'zh-CN': {
    'blocks.not-readable': '这个文件里的积木看不懂。请换用“guiji blocks”写出的文件。',
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
    'language.no-effect': '这一句算出了一个值，可是没有用到它。看看是不是少写了什么。',
    'language.word-operator': '代码里不写 {word}，要写 {instead}。',
    'language.split-operator': '{wrong} 写得不对，要写成 {instead}，中间没有空格。',
    'language.arrow-in-condition': '=> 是函数的箭头。比较“大于或等于”要写 >=。',
    'language.for-semicolons': 'for 的三个部分要用分号 ; 隔开，不用逗号。',
    'language.bad-name': '“{name}”不能当名字：名字不能用数字开头，也不能是语言自己的词。',
    'language.needs-function': '{name} 的括号里要放一个函数，写成 {name}(() => { … })。',
    'language.lonely-else': 'else 前面没有 if。看看是不是多了一个大括号，或者 if 后面多了分号。',
    'language.else-if': '代码里不写 {word}，要写成两个词：else if。',
    'language.import-circle': '这几个文件绕着圈互相导入：{files}。先运行的文件会拿不到还没做好的东西。把大家都要用的部分放进另一个文件。',
    'robot.part-missing': '这台小车没有 {name} 要用的部件（{part}）。请换一台有它的小车，或者删掉这一句。',
    'rename.not-yours': '这不是你起的名字，不能改。',
    'rename.bad-name': '“{name}”不能当名字：名字不能用数字开头，不能有空格，也不能是语言自己的词。',
    'rename.taken': '名字“{name}”已经有别的用处，换成它程序的意思就变了。请换一个。',
    'fix.replace': '改成 {text}',
    'fix.half-width': '把中文标点都改成英文标点',
    'fix.call': '改成 {name}()',
    'fix.let': '把 const 改成 let，让 {name} 可以改变',
    'fix.compare': '改成 ===',
    'fix.number-type': '写明 {name} 是数：number',
    'fix.semicolons': '把逗号改成分号',
    'fix.parentheses': '给条件加上括号 ( )',
    'fix.declare': '先起名字：{text}',
    'fix.make-function': '写一个叫 {name} 的函数',
    'fix.first-value': '先给它一个值：{text}',
    'fix.when-empty': '空的时候用 {text}',
    'fix.import': '从 {path} 引入 {name}',
    'fix.insert': '补上 {text}',
    'fix.remove': '删掉 {text}',
  },
  en: {
    'blocks.not-readable': 'The blocks in this file cannot be read. Use a file that “guiji blocks” wrote.',
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
    'language.no-effect': 'This works out a value and does nothing with it. Is something missing?',
    'language.word-operator': 'Code does not say {word}; write {instead}.',
    'language.split-operator': '{wrong} is not right; write {instead}, with no space inside.',
    'language.arrow-in-condition': '=> is the arrow of a function. “Greater or equal” is >=.',
    'language.for-semicolons': 'The three parts of a for stand apart by semicolons ; and not by commas.',
    'language.bad-name': '“{name}” cannot be a name: a name does not begin with a digit and is no word of the language.',
    'language.needs-function': '{name} takes a function in its parentheses: {name}(() => { … }).',
    'language.lonely-else': 'There is no if before this else. Is there a brace too many, or a semicolon after the if?',
    'language.else-if': 'Code does not say {word}; write two words: else if.',
    'language.import-circle':
      'These files import one another in a circle: {files}. The one that runs first finds things not yet made. Move what they share into another file.',
    'robot.part-missing': 'This car has no part for {name} ({part}). Choose a car that has it, or delete this line.',
    'rename.not-yours': 'You did not make this name, so it cannot be changed.',
    'rename.bad-name': '“{name}” cannot be a name: it must not begin with a digit, hold a space, or be a word of the language.',
    'rename.taken': 'The name “{name}” is used for something else, and the program would mean another thing. Choose another.',
    'fix.replace': 'Change to {text}',
    'fix.half-width': 'Change all Chinese punctuation to English',
    'fix.call': 'Change to {name}()',
    'fix.let': 'Change const to let, so that {name} can change',
    'fix.compare': 'Change to ===',
    'fix.number-type': 'Say that {name} is a number',
    'fix.semicolons': 'Change the commas to semicolons',
    'fix.parentheses': 'Put the condition in parentheses ( )',
    'fix.declare': 'Make the name first: {text}',
    'fix.make-function': 'Write a function called {name}',
    'fix.first-value': 'Give it a first value: {text}',
    'fix.when-empty': 'When it is empty, use {text}',
    'fix.import': 'Import {name} from {path}',
    'fix.insert': 'Add {text}',
    'fix.remove': 'Delete {text}',
  },
} satisfies Words<LanguageCode>;
