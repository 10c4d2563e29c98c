/**
 * The words that only pages beside Code and dialogs say, in one piece that comes with the first of them: whoever programs never waits for it.
 * Layer: web/messages. Notes for translators: zh-CN.ts.
 */
import { en as aiEn, zh as aiZh } from './areas/ai.ts';
import { en as carEn, zh as carZh } from './areas/car.ts';
import { en as classEn, zh as classZh } from './areas/class.ts';
import { en as fitEn, zh as fitZh } from './areas/fit.ts';
import { en as helpEn, zh as helpZh } from './areas/help.ts';
import { en as idealEn, zh as idealZh } from './areas/ideal.ts';
import { en as packsEn, zh as packsZh } from './areas/packs.ts';
import { en as raceEn, zh as raceZh } from './areas/race.ts';
import { en as readyEn, zh as readyZh } from './areas/ready.ts';
import { en as runsEn, zh as runsZh } from './areas/runs.ts';

export const zhCN = { ...aiZh, ...carZh, ...classZh, ...fitZh, ...helpZh, ...idealZh, ...packsZh, ...raceZh, ...readyZh, ...runsZh };

export const en = {
  ...aiEn,
  ...carEn,
  ...classEn,
  ...fitEn,
  ...helpEn,
  ...idealEn,
  ...packsEn,
  ...raceEn,
  ...readyEn,
  ...runsEn,
} satisfies Record<keyof typeof zhCN, string>;
