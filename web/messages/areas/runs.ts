/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'runs.title': '运行记录',
  'score.title': '评分',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'runs.title': 'Runs',
  'score.title': 'Score',
};
