/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  // One program in many simulated cars, each a little different, as real ones are.
  'batch.start': '让 {cars} 辆车都跑一遍',
  'batch.title': '很多辆车',
  'batch.preparing': '正在准备…',
  'batch.running': '跑完 {done} 辆，共 {cars} 辆',
  'batch.progress': '跑完了多少辆',
  'batch.done': '{runs} 辆车里有 {done} 辆顺利跑完',
  'batch.nothing': '还没有一辆车跑完。',
  'batch.cancel': '不跑了',
  'batch.again': '再跑一遍',
  'batch.stale': '程序已经改过了，这是改之前的结果。',
  'batch.laps': '圈时：平均 {mean} 秒，最快 {best} 秒，最慢 {worst} 秒（共 {count} 圈）',
  'batch.histogram': '每个圈时有多少圈，横轴是秒',
  'batch.bin': '{from} 到 {to} 秒：{count} 圈',
  // What went wrong, and how many cars; below it their numbers as buttons.
  'batch.error': '程序出错：{count} 辆',
  'batch.no-lap': '没有跑完一圈：{count} 辆',
  'batch.off-line': '离开过线：{count} 辆',
  'batch.collision': '撞到过东西：{count} 辆',
  'batch.open': '看 {seed} 号车怎么跑的',
  'batch.simulator-only': '先把小车换成模拟器',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'batch.start': 'Run it on {cars} cars',
  'batch.title': 'Many cars',
  'batch.preparing': 'Getting ready…',
  'batch.running': '{done} of {cars} cars are done',
  'batch.progress': 'How many cars are done',
  'batch.done': '{done} of {runs} cars did it',
  'batch.nothing': 'No car is done yet.',
  'batch.cancel': 'Cancel',
  'batch.again': 'Run again',
  'batch.stale': 'The program has changed since; this is what the one before did.',
  'batch.laps': 'Lap time: mean {mean} s, best {best} s, worst {worst} s ({count} laps)',
  'batch.histogram': 'How many laps took how long, in seconds',
  'batch.bin': '{from} to {to} s: {count} laps',
  'batch.error': 'The program failed: {count} cars',
  'batch.no-lap': 'No lap: {count} cars',
  'batch.off-line': 'Left the line: {count} cars',
  'batch.collision': 'Hit something: {count} cars',
  'batch.open': 'See how car {seed} drove',
  'batch.simulator-only': 'Choose the simulator as the car first',
};
