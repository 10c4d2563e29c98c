/** The words of the dialog that makes the simulated car easier, effect by effect, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'ideal.title': '真车难在哪里',
  'ideal.about': '真车样样都有。关掉一样再跑，看看差在哪里；看完记得打开。',
  'ideal.all-off': '全部关掉',
  'ideal.all-on': '全部打开',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'ideal.title': 'What makes a real car hard',
  'ideal.about': 'A real car has all of these. Switch one off, run again and see what changes; then switch it on again.',
  'ideal.all-off': 'All off',
  'ideal.all-on': 'All on',
};
