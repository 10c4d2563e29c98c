/** Which project a page opens with. Layer: web/app. */
import type { Bridge } from '../adapters/bridge/bridge.ts';
import { freshProject } from '../features/projects/project-actions.ts';
import type { Lab } from '../state/context.ts';
import { untilSettled } from '../state/bridge-settled.ts';
import { idInAddress } from './address.ts';

/** `new`: whoever sits here has nothing of before. */
export type FirstProject = 'new' | 'kept';

/** The one in the address, else the latest of this browser, else the latest of the school, else a new one. */
export async function openFirstProject(lab: Lab, bridge: Bridge): Promise<FirstProject> {
  const asked = idInAddress();
  const here = await lab.saving.listHere();
  const askedIsHere = asked !== undefined && here.some((entry) => entry.id === asked);
  if (!askedIsHere && (here.length === 0 || asked !== undefined)) await untilSettled(bridge);
  const candidates = [
    asked,
    ...here.map((entry) => entry.id),
    ...(here.length === 0 ? (await lab.saving.list()).map((entry) => entry.id) : []),
  ];
  for (const id of candidates) {
    const project = id === undefined ? undefined : await lab.saving.load(id);
    if (project === undefined) continue;
    lab.openProject(project, 'kept');
    return 'kept';
  }
  lab.openProject(freshProject(lab.language.t('project.untitled')), 'new');
  return 'new';
}
