/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'packs.title': '课程包',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'packs.title': 'Packs',
};
