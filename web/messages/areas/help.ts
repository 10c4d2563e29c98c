/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'help.title': '帮助',
  'help.step-1': '拖积木，或者写 TypeScript。两种是同一个程序，随时可以换。',
  'help.step-2': '按“运行”，看小车在左边的赛道上跑。',
  'help.step-3': '哪里不对，就按“暂停”或“单步”，看变量和曲线。',
  'help.step-4': '在右上角选小车：模拟器、虚拟小车，或者 USB 连着的小车。',
  'help.keys': '按键',
  'help.key-run': '运行',
  'help.key-stop': '停止，任何时候都行',
  'help.key-undo': '撤销',
  'help.saved': '每次改动都自动保存，不用按保存。',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'help.title': 'Help',
  'help.step-1': 'Drag blocks or write TypeScript. Both are the same program; switch whenever you like.',
  'help.step-2': 'Press Run and watch the car on the track at the left.',
  'help.step-3': 'If something is odd, press Pause or Step and look at the variables and the graph.',
  'help.step-4': 'Choose the car at the top right: simulator, virtual car, or a car on a USB cable.',
  'help.keys': 'Keys',
  'help.key-run': 'Run',
  'help.key-stop': 'Stop, at any time',
  'help.key-undo': 'Undo',
  'help.saved': 'Every change is saved by itself.',
};
