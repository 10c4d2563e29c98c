/** The words of the help page, Chinese first. Layer: web/messages. The guides themselves are in docs/guides. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'help.title': '帮助',
  'help.topics': '帮助的内容',
  'help.topic.student': '学生',
  'help.topic.student.lead': '让小车跑起来',
  'help.topic.teacher': '老师',
  'help.topic.teacher.lead': '一分钟开一节课',
  'help.topic.judge': '裁判',
  'help.topic.judge.lead': '每一分都说得清',
  'help.topic.school': '学校',
  'help.topic.school.lead': '装课程包，当天上课',
  'help.topic.keys': '按键',
  'help.topic.keys.lead': '键盘上的快捷键',
  'help.keys': '按键',
  'help.key-run': '运行',
  'help.key-stop': '停止，任何时候都行',
  'help.key-undo': '撤销',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'help.title': 'Help',
  'help.topics': 'Topics',
  'help.topic.student': 'Student',
  'help.topic.student.lead': 'Get the car moving',
  'help.topic.teacher': 'Teacher',
  'help.topic.teacher.lead': 'A class in a minute',
  'help.topic.judge': 'Judge',
  'help.topic.judge.lead': 'Every point can be explained',
  'help.topic.school': 'School',
  'help.topic.school.lead': 'Install a pack, teach today',
  'help.topic.keys': 'Keys',
  'help.topic.keys.lead': 'Keyboard shortcuts',
  'help.keys': 'Keys',
  'help.key-run': 'Run',
  'help.key-stop': 'Stop, at any time',
  'help.key-undo': 'Undo',
};
