/** A project that is in the school before anybody opens a page: saved through the bridge's own protocol. */
import { ulid } from 'ulid';
import { newProject } from '../../../core/project/new-project.ts';
import type { Project } from '../../../core/project/project.ts';
import { openPage } from '../../../bridge/server/testing/lan.ts';
import type { Lab } from './lab.ts';

/** @returns where the page opens it */
export async function putProject(lab: Pick<Lab, 'address'>, changes: Partial<Project> = {}): Promise<string> {
  const project = { ...newProject({ id: ulid(), name: '小车' }), ...changes };
  const document = await (await fetch(lab.address)).text();
  const token = /<meta name="guiji-token" content="([^"]+)">/.exec(document)![1]!;
  const page = await openPage(new URL(lab.address).origin, token);
  const answer = await page.ask('projects.save', { project });
  page.socket.close();
  if (answer['ok'] !== true) throw new Error(JSON.stringify(answer));
  const address = new URL(lab.address);
  address.searchParams.set('project', project.id);
  return address.href;
}
