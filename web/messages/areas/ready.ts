/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  // In the menu of robots.
  'ready.open': '让主板变成小车…',

  'ready.title': '让主板变成小车',
  'ready.lead': '把固件写进主板，读回来核对，再听它回答。大约半分钟。主板里原来的程序会被换掉。',
  'ready.board': '哪一块主板',
  'ready.kit': '小车型号',
  'ready.start': '开始写入',
  'ready.connecting': '正在找主板…',
  'ready.again': '数据出错，从头再写（第 {attempt} 次）',
  'ready.writing': '正在写入固件',
  'ready.reading-back': '正在读回来核对',
  'ready.testing': '写好了，正在等小车回答',
  'ready.progress': '写入进度',
  'ready.percent': '{percent}%',
  'ready.left': '还要 {count} 秒',
  'ready.keep-plugged': '写完之前不要拔线。',
  'ready.cancel': '停下',
  'ready.done': '写好了，读回一致，用了 {count} 秒。小车回答：{firmware}',
  'ready.drive': '用这台小车',
  'ready.retry': '再试一次',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'ready.open': 'Make a board ready…',

  'ready.title': 'Make a board ready',
  'ready.lead':
    'The firmware is written into the board, read back and compared, and then must answer. It takes about half a minute and replaces the program that is there.',
  'ready.board': 'Which board',
  'ready.kit': 'Which kit',
  'ready.start': 'Start writing',
  'ready.connecting': 'Looking for the board…',
  'ready.again': 'Data was garbled; from the beginning (try {attempt})',
  'ready.writing': 'Writing the firmware',
  'ready.reading-back': 'Reading back and comparing',
  'ready.testing': 'Written; waiting for the car to answer',
  'ready.progress': 'Progress of writing',
  'ready.percent': '{percent} %',
  'ready.left': '{count} s left',
  'ready.keep-plugged': 'Leave the cable in until it is done.',
  'ready.cancel': 'Stop',
  'ready.done': 'Written, read back and equal, in {count} s. The car answers: {firmware}',
  'ready.drive': 'Use this car',
  'ready.retry': 'Try again',
} as const;
