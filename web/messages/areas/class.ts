/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'class.title': '课堂',
  'join.title': '加入课堂',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'class.title': 'Class',
  'join.title': 'Join a class',
};
