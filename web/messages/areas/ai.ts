/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'ai.title': 'AI 工作台',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'ai.title': 'AI workbench',
};
