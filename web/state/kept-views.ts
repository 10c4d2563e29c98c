/** How a project was looked at last in this browser: who else drives, and which earlier runs. Layer: web/state. Losing it costs a few clicks, never work. */
import { z } from 'zod';

const PROGRAM = z.discriminatedUnion('kind', [
  /** The open project. */
  z.object({ kind: z.literal('open') }),
  /** The open project, begun with another of its files. */
  z.object({ kind: z.literal('file'), path: z.string() }),
  z.object({ kind: z.literal('project'), id: z.string(), name: z.string() }),
]);
const OTHER_CAR = z.object({ program: PROGRAM, /** Absent: the open project's kit. */ kit: z.string().optional() });
const VIEW = z.object({
  others: z.array(OTHER_CAR).max(7).readonly(),
  ghosts: z.array(z.object({ id: z.string(), trackId: z.string() })).max(50).readonly(), // prettier-ignore
});

export type RaceProgram = z.output<typeof PROGRAM>;
export type OtherCar = z.output<typeof OTHER_CAR>;
export type KeptView = z.output<typeof VIEW>;

const KEY = 'guiji.views';
const PROJECTS_MAX = 30;
const NOTHING: KeptView = { others: [], ghosts: [] };
const VIEWS = z.array(z.tuple([z.string(), VIEW]));

/** The one looked at last comes first. */
function readAll(): readonly (readonly [string, KeptView])[] {
  try {
    return VIEWS.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

export function keptView(projectId: string): KeptView {
  return readAll().find(([id]) => id === projectId)?.[1] ?? NOTHING;
}

export function keepView(projectId: string, change: Partial<KeptView>): void {
  const others = readAll().filter(([id]) => id !== projectId);
  const view = { ...keptView(projectId), ...change };
  const isPlain = view.others.length === 0 && view.ghosts.length === 0;
  try {
    localStorage.setItem(KEY, JSON.stringify([...(isPlain ? [] : [[projectId, view]]), ...others].slice(0, PROJECTS_MAX)));
  } catch {
    // A browser that keeps nothing still shows what was chosen.
  }
}
