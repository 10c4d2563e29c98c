/**
 * Labels and help of the robot API in both languages, for blocks, hovers and the reference page. Layer: words.
 * A label has a place `%1` for the first argument and so on. What stands in `[…]` belongs to an optional argument and goes when it does.
 * The help is one sentence; units always. Notes for translators: 线 is the line on the floor, 小车 the robot, 引脚 is never said to a student.
 */
import type { ApiName } from '../robot/api-table.ts';
import type { Language } from './words.ts';

interface ApiWords {
  readonly label: string;
  readonly help: string;
}

type Both = { readonly [L in Language]: ApiWords };

/** What blocks and the reference page show; the prelude's own entries have none. */
export type PublicApiName = Exclude<ApiName, `robot.${string}`>;

const both = (zhLabel: string, zhHelp: string, enLabel: string, enHelp: string): Both => ({
  'zh-CN': { label: zhLabel, help: zhHelp },
  en: { label: enLabel, help: enHelp },
});

const API_WORDS = {
  wait: both(
    '等待 %1 毫秒',
    '这一段程序休息这么多毫秒，别的程序继续。1000 毫秒是 1 秒。',
    'wait %1 ms',
    'This part rests for so many milliseconds while others go on; 1000 ms are 1 second.',
  ),
  time: both('程序运行时间（毫秒）', '程序开始到现在过了多少毫秒。', 'time since start (ms)', 'Milliseconds since the program started.'),
  forever: both(
    '一直重复 %1',
    '里面的积木不停地重复，每一遍之后至少休息 1 毫秒；下面的程序同时继续。',
    'forever %1',
    'Repeats its blocks without end, resting at least 1 ms after each pass, while the blocks below go on.',
  ),
  parallel: both(
    '同时做 %1',
    '几段程序同时运行，全部做完才继续。',
    'at the same time %1',
    'Runs several parts at once and goes on when all are done.',
  ),
  on: both(
    '当 %1 时 %2',
    '这件事每发生一次就做一遍里面的积木；正在做的时候再发生不算。下面的程序同时继续。',
    'when %1 %2',
    'Does its blocks each time this happens, but not while it is still doing them; the blocks below go on.',
  ),
  stop: both('结束程序', '程序到此结束，电机关闭。', 'end the program', 'The program ends here and the motors turn off.'),
  log: both('打印 %1', '在控制台写一行。', 'print %1', 'Writes a line on the console.'),
  plot: both('画图 %1 的值 %2', '在曲线图上给这条曲线加一个点。', 'plot %1 value %2', 'Adds a point to this curve of the graph.'),
  tune: both(
    '可调的数 %1 开始是 %2 从 %3 到 %4',
    '一个带滑块的数：小车开着的时候，在曲线图旁边拖动滑块就能改它。',
    'slider %1 starts at %2 from %3 to %4',
    'A number with a slider beside the graph: drag it while the car drives.',
  ),
  send: both(
    '发送消息 %1 值 %2',
    '发给班里别的小车和电脑上正在运行的程序。发得太快时，每个名字只送到最后一个值。',
    'send message %1 value %2',
    'Goes to the programs that run on the other cars and computers of the class. When sent very fast, the last value of each name arrives.',
  ),
  received: both(
    '收到的 %1',
    '别的程序用这个名字最后发来的值；还没有收到时是 0。',
    'received %1',
    'The last value that another program sent under this name; 0 before anything came.',
  ),
  random: both(
    '%1 到 %2 的随机整数',
    '随机取一个整数，两头都可能取到。',
    'random whole number %1 to %2',
    'A random whole number; both ends can come up.',
  ),
  'car.drive': both(
    '左轮 %1 % 右轮 %2 %',
    '设置左右电机的速度，−100 到 100，负数是倒转。',
    'drive left %1 % right %2 %',
    'Sets both motors, −100 to 100 percent; a negative number runs backwards.',
  ),
  'car.forward': both(
    '前进[ 速度 %1 %]',
    '小车向前开，直到有别的命令。',
    'forward[ at %1 %]',
    'The car drives forward until told otherwise.',
  ),
  'car.backward': both(
    '后退[ 速度 %1 %]',
    '小车向后开，直到有别的命令。',
    'backward[ at %1 %]',
    'The car drives backward until told otherwise.',
  ),
  'car.left': both(
    '原地左转[ 速度 %1 %]',
    '小车在原地向左转，直到有别的命令。',
    'spin left[ at %1 %]',
    'The car spins left on the spot until told otherwise.',
  ),
  'car.right': both(
    '原地右转[ 速度 %1 %]',
    '小车在原地向右转，直到有别的命令。',
    'spin right[ at %1 %]',
    'The car spins right on the spot until told otherwise.',
  ),
  'car.stop': both('停车', '电机关闭，程序继续。', 'stop the car', 'The motors turn off and the program goes on.'),
  'car.driveFor': both(
    '直行 %1 毫米[ 速度 %2 %]',
    '走完这段距离才继续；负数是后退。',
    'drive %1 mm[ at %2 %]',
    'Goes on when the distance is driven; a negative number drives backward.',
  ),
  'car.turnBy': both(
    '转 %1 度[ 速度 %2 %]',
    '转完才继续；正数顺时针，负数逆时针。',
    'turn %1 °[ at %2 %]',
    'Goes on when the turn is done; positive is clockwise.',
  ),
  'line.count': both('线传感器个数', '小车有几个线传感器。', 'number of line sensors', 'How many line sensors the car has.'),
  'line.read': both(
    '线传感器 %1 的读数',
    '0 是浅色，100 是深色；0 号在最左边。',
    'line sensor %1',
    '0 is light, 100 is dark; sensor 0 is the leftmost.',
  ),
  'line.dark': both(
    '线传感器 %1 看到深色',
    '读数超过 50 就是看到深色。',
    'line sensor %1 sees dark',
    'True where the reading is above 50.',
  ),
  'line.position': both(
    '线的位置',
    '−100 是最左，0 在正下方，100 是最右；看不到线时留在最后看到的一边。',
    'line position',
    '−100 far left, 0 under the middle, 100 far right; when lost it stays on the side last seen.',
  ),
  'line.lost': both('看不到线', '没有一个传感器看到线。', 'line lost', 'True when no sensor sees the line.'),
  'line.lifted': both(
    '小车被拿起来',
    '所有传感器都暗了 200 毫秒：小车在空中或者开出了桌面。',
    'car lifted',
    'True when all sensors were dark for 200 ms: in the air or off the table.',
  ),
  'line.calibrate': both(
    '校准线传感器',
    '小车在线上左右转一转，记住每个传感器看到的浅色和深色。',
    'calibrate the line sensors',
    'The car turns left and right over the line and learns the light and the dark of each sensor.',
  ),
  'sonar.mm': both(
    '前方距离（毫米）',
    '到前面物体的距离；没有回声是无穷大。',
    'distance ahead (mm)',
    'Distance to what is ahead; Infinity without an echo.',
  ),
  'bump.pressed': both('碰撞开关[ %1] 被压住', '碰到东西时成立。', 'bumper[ %1] pressed', 'True while the bumper touches something.'),
  'button.pressed': both('按钮被按下', '按住小车的按钮时成立。', 'button pressed', "True while the car's button is held down."),
  'light.read': both('光线强度', '0 是最暗，100 是最亮。', 'light', '0 is darkest, 100 is brightest.'),
  'sound.level': both('声音大小', '0 是安静，100 是很响。', 'sound level', '0 is quiet, 100 is loud.'),
  'color.name': both('看到的颜色', '颜色传感器看到的颜色的名字。', 'color seen', 'The name of the color that the sensor sees.'),
  'gyro.heading': both(
    '车头方向（度）',
    '从开始到现在转了多少度，顺时针为正。',
    'heading (°)',
    'How far the car has turned since the start; clockwise is positive.',
  ),
  'encoder.mm': both(
    '%1 轮走过的毫米数',
    '这个轮子从开始走了多远。',
    '%1 wheel distance (mm)',
    'How far this wheel has rolled since the start.',
  ),
  'battery.volts': both('电池电压（伏）', '现在的电池电压。', 'battery (V)', 'The voltage of the battery now.'),
  'ai.label': both(
    'AI 看到的',
    '摄像头前是哪一类；没有把握时是空的文字。',
    'what AI sees',
    'The class that is in front of the camera; an empty text where nothing is sure.',
  ),
  'ai.confidence': both(
    'AI 对 %1 的把握（%）',
    '0 是完全不像，100 是完全确定。',
    'AI is sure of %1 (%)',
    '0 means not at all, 100 means certain.',
  ),
  'ai.run': both(
    '用模型 %1 算 %2',
    '把一列数交给项目里的模型，20 毫秒后得到它算出的一列数。',
    'model %1 answers %2',
    'Gives a list of numbers to a model of the project; its answer, a list too, comes after 20 ms.',
  ),
  'remote.left': both(
    '遥控 左轮（%）',
    '开车的人让左轮转多快，−100 到 100；没人开是 0。',
    'remote, left wheel (%)',
    'What the person driving asks of the left wheel, −100 to 100; 0 while nobody drives.',
  ),
  'remote.right': both(
    '遥控 右轮（%）',
    '开车的人让右轮转多快，−100 到 100；没人开是 0。',
    'remote, right wheel (%)',
    'What the person driving asks of the right wheel, −100 to 100; 0 while nobody drives.',
  ),
  'led.set': both('灯亮 %1', '让灯亮起这种颜色。', 'light on %1', 'Turns the light on in this color.'),
  'led.off': both('灯灭', '关灯。', 'light off', 'Turns the light off.'),
  'buzzer.tone': both(
    '蜂鸣器响 %1 赫兹 %2 毫秒',
    '发出这个音高的声音；440 赫兹是标准音 A。',
    'tone %1 Hz for %2 ms',
    'Sounds this pitch; 440 Hz is concert A.',
  ),
  'servo.set': both('舵机转到 %1 度', '0 到 180 度。', 'servo to %1 °', 'From 0 to 180 degrees.'),
  'display.text': both('屏幕显示 %1', '在小车的屏幕上写字。', 'show %1 on the display', "Writes on the car's display."),
} as const satisfies Record<PublicApiName, Both>;

const PARAM_WORDS: Readonly<Record<string, { readonly [L in Language]: string }>> = {
  ms: { 'zh-CN': '多长时间', en: 'how long' },
  mm: { 'zh-CN': '多远', en: 'how far' },
  speed: { 'zh-CN': '速度，全速的百分之几', en: 'speed in percent of full' },
  left: { 'zh-CN': '左电机的速度', en: 'speed of the left motor' },
  right: { 'zh-CN': '右电机的速度', en: 'speed of the right motor' },
  degrees: { 'zh-CN': '角度，顺时针为正', en: 'degrees, clockwise positive' },
  i: { 'zh-CN': '第几个，从 0 数起', en: 'which one, counted from 0' },
  side: { 'zh-CN': '左边还是右边', en: 'left or right' },
  color: { 'zh-CN': '颜色的名字，或者 #rrggbb', en: 'a color by name or #rrggbb' },
  hz: { 'zh-CN': '音高', en: 'pitch' },
  text: { 'zh-CN': '要显示的字', en: 'what to show' },
  label: { 'zh-CN': '哪一类', en: 'which class' },
  model: { 'zh-CN': '模型的名字', en: "the model's name" },
  inputs: { 'zh-CN': '一列数，个数和训练时一样', en: 'a list of numbers, as many as in training' },
  name: { 'zh-CN': '名字', en: 'a name' },
  value: { 'zh-CN': '数值', en: 'a number' },
  values: { 'zh-CN': '要写的内容，可以有几个', en: 'what to write, one or more' },
  initial: { 'zh-CN': '开始的值', en: 'its first value' },
  min: { 'zh-CN': '最小值', en: 'the smallest' },
  max: { 'zh-CN': '最大值', en: 'the greatest' },
  body: { 'zh-CN': '要做的事', en: 'what to do' },
  event: { 'zh-CN': '等什么事', en: 'what to wait for' },
  handler: { 'zh-CN': '发生时要做的事', en: 'what to do when it happens' },
  bodies: { 'zh-CN': '要同时做的几件事', en: 'what to do at the same time' },
};

function wordsOf(name: ApiName, language: Language): ApiWords {
  return (API_WORDS as Readonly<Partial<Record<ApiName, Both>>>)[name]?.[language] ?? { label: name, help: '' };
}

/** The block's label with its `%n` places and `[…]` parts. */
export function apiLabel(name: ApiName, language: Language): string {
  return wordsOf(name, language).label;
}

/** One sentence. */
export function apiHelp(name: ApiName, language: Language): string {
  return wordsOf(name, language).help;
}

/** A few words on a parameter; empty where its name is not known. */
export function apiParamHelp(parameter: string, language: Language): string {
  return PARAM_WORDS[parameter]?.[language] ?? '';
}
