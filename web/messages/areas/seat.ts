/** What a page that sits in a class says of it while somebody programs, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'class.time-is-up': '时间到',
  'class.timer': '倒计时',
  'join.badge': '座位 {seat} · {name}',
  'join.corner': '我在课堂里',
  'join.hand.down': '放下',
  'join.hand.up': '举手',
  'join.locked.text': '老师锁定了屏幕。你的作品已经保存，一会儿接着做。',
  'join.locked.title': '请看老师',
  'join.over.leave': '离开座位',
  'join.over.saved': '你的作品都存在学校了。下次上课，用名字和暗号接着做。',
  'join.over.title': '下课了',
  'join.over.unsaved': '最后的改动可能还没有存到学校，先告诉老师。',
  'robot.none-guest': '老师的电脑上还没有小车。插在这台设备上的小车，这个网页用不了。',
  'saving.station': '已存到这台电脑',
  'saving.station.detail': '和老师的电脑断开了，连上以后会自动送过去',
} as const;

export const en = {
  'class.time-is-up': 'Time is up',
  'class.timer': 'Timer',
  'join.badge': 'Seat {seat} · {name}',
  'join.corner': 'My place in the class',
  'join.hand.down': 'Down',
  'join.hand.up': 'Hand up',
  'join.locked.text': 'Your teacher has locked the screen. Your work is saved; you go on in a moment.',
  'join.locked.title': 'Look at your teacher',
  'join.over.leave': 'Leave the seat',
  'join.over.saved': 'All your work is at school. Next time, go on with your name and personal code.',
  'join.over.title': 'Class is over',
  'join.over.unsaved': 'The last changes may not be at school yet. Tell your teacher first.',
  'robot.none-guest': 'No car at the teacher’s computer yet. This page cannot reach a car plugged into this device.',
  'saving.station': 'Saved on this computer',
  'saving.station.detail': 'Cut off from the teacher’s computer; it is sent there once that is found',
} as const satisfies Record<keyof typeof zh, string>;
