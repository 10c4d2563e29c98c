/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'learn.title': '学习',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'learn.title': 'Learn',
};
