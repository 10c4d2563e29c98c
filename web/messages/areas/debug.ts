/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  // The steps, over the variables.
  'debug.title': '调试',
  'debug.over': '下一句',
  'debug.into': '进到里面',
  'debug.out': '走到外面',
  'debug.back': '退回一句',
  'debug.rewind': '倒回去看',
  'debug.at': '{time} 秒',
  'debug.past': '这是过去的样子。从这里继续，就重新开始后面的路。',
  'debug.to-now': '回到现在',
  'debug.look-back': '回看刚才那次',
  'debug.ended': '这次运行已经结束，这里是回看。按继续，就从这里重新开始后面的路。',

  'debug.stack': '停在哪里',
  'debug.main': '主程序',
  'debug.task': '任务 {number}',
  'debug.task-sleeps': '任务 {number}（休息中）',
  'debug.line': '第 {line} 行',
  'debug.change': '改 {name} 的值',
  'debug.more': '还有 {count} 个没有显示',
  'debug.refused': '没有改成：{why}',

  // In both editors.
  'debug.breakpoint': '在这里停 / 不停',

  'debug.speed': '快慢',
  // A switch beside speed and seed: a car without lag, noise and slip.
  'debug.ideal': '理想小车',
  'debug.ideal.some': '理想小车 · {count} 项',
  'debug.ideal.choose': '选关掉哪些难处',
  'debug.ideal.about': '没有延迟、噪声和打滑。真车不是这样，试完记得关掉。',
  'debug.seed': '随机种子',
  'debug.new-seed': '换一个种子',

  // Sliders of tune, beside the graph.
  'tune.title': '边开边调',
  'tune.value': '{name}：{value}',
  'tune.curves': '最近三次的误差曲线，叠在一起',
  'tune.attempt': '{name} = {value}',
  'tune.start': '开始',
  'tune.none': '跑起来以后，每改一次就多一条曲线。',
} as const;

export const en = {
  'debug.title': 'Debugger',
  'debug.over': 'Next statement',
  'debug.into': 'Step inside',
  'debug.out': 'Step out',
  'debug.back': 'Back one statement',
  'debug.rewind': 'Go back in time',
  'debug.at': '{time} s',
  'debug.past': 'This is the past. Going on from here begins the rest anew.',
  'debug.to-now': 'To the present',
  'debug.look-back': 'Look back at that run',
  'debug.ended': 'That run has ended; this is a look back at it. Going on from here begins the rest anew.',

  'debug.stack': 'Where it stands',
  'debug.main': 'main program',
  'debug.task': 'Task {number}',
  'debug.task-sleeps': 'Task {number} (resting)',
  'debug.line': 'line {line}',
  'debug.change': 'Change {name}',
  'debug.more': '{count} more not shown',
  'debug.refused': 'Not changed: {why}',

  'debug.breakpoint': 'Pause here / no longer',

  'debug.speed': 'Speed',
  'debug.ideal': 'Ideal car',
  'debug.ideal.some': 'Ideal car: {count}',
  'debug.ideal.choose': 'Choose what it lacks',
  'debug.ideal.about': 'No lag, no noise, no slip. A real car is not like this: switch it off again.',
  'debug.seed': 'Random seed',
  'debug.new-seed': 'Another seed',

  'tune.title': 'Tune while it drives',
  'tune.value': '{name}: {value}',
  'tune.curves': 'The error curves of the last three attempts, over each other',
  'tune.attempt': '{name} = {value}',
  'tune.start': 'start',
  'tune.none': 'While the car drives, each change begins another curve.',
} as const;
