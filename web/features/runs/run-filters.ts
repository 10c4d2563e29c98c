/** What a list of runs can be narrowed to: what was ever seen in it. Layer: web/features/runs. */
import type { RunView } from '../../../core/protocol/run-views.ts';

export interface NamedProject {
  readonly id: string;
  readonly name: string;
}

/** The newest name of each project. */
export function withProjectsOf(runs: readonly RunView[], known: readonly NamedProject[]): readonly NamedProject[] {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  for (const run of [...runs].reverse()) if (run.projectId !== '') names.set(run.projectId, run.projectName);
  return [...names].map(([id, name]) => ({ id, name }));
}

export function withTracksOf(runs: readonly RunView[], known: readonly string[]): readonly string[] {
  return [...new Set([...known, ...runs.map(({ trackId }) => trackId)])].filter((id) => id !== '').sort();
}
