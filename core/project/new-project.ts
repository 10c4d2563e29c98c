/** The project a student starts from: the line follower of docs/api.md. Layer: project. */
import type { Project } from './project.ts';
import { PROJECT_VERSION } from './version-steps.ts';

export const ENTRY_PATH = 'main.ts';
export const DEFAULT_PROFILE_ID = 'uno-line-car';
export const DEFAULT_TRACK_ID = 'oval';

export const LINE_FOLLOWER_TEXT = `forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;

/** @param options.id a ULID, made by the caller: core has no clock and no randomness of its own. */
export function newProject(options: { readonly id: string; readonly name: string }): Project {
  return {
    format: 'guiji-project',
    version: PROJECT_VERSION,
    id: options.id,
    name: options.name,
    files: [{ path: ENTRY_PATH, text: LINE_FOLLOWER_TEXT }],
    view: 'blocks',
    profileId: DEFAULT_PROFILE_ID,
    trackId: DEFAULT_TRACK_ID,
  };
}
