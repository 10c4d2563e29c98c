/** Projects in the school, put there and looked at through the bridge's own protocol, whatever a page shows. */
import { ulid } from 'ulid';
import { expect } from 'vitest';
import { newProject } from '../../../core/project/new-project.ts';
import type { Project } from '../../../core/project/project.ts';
import { openPage } from '../../../bridge/server/testing/lan.ts';
import type { TestPage } from '../../../bridge/server/testing/test-bridge.ts';
import type { Lab } from './lab.ts';

async function openBridge(lab: Pick<Lab, 'address'>): Promise<TestPage> {
  const document = await (await fetch(lab.address)).text();
  const token = /<meta name="guiji-token" content="([^"]+)">/.exec(document)![1]!;
  return await openPage(new URL(lab.address).origin, token);
}

/** There before anybody opens a page. @returns where the page opens it */
export async function putProject(lab: Pick<Lab, 'address'>, changes: Partial<Project> = {}): Promise<string> {
  const project = { ...newProject({ id: ulid(), name: '小车' }), ...changes };
  const bridge = await openBridge(lab);
  const answer = await bridge.ask('projects.save', { project });
  bridge.socket.close();
  if (answer['ok'] !== true) throw new Error(JSON.stringify(answer));
  const address = new URL(lab.address);
  address.searchParams.set('project', project.id);
  return address.href;
}

/** Waits until the school's newest copy of a project has just this text. What a page says of saving may be over before anybody looks. */
export async function textAtSchool(lab: Pick<Lab, 'address'>, pageAddress: string, text: string): Promise<void> {
  const id = new URL(pageAddress).searchParams.get('project');
  const bridge = await openBridge(lab);
  const newest = async () => {
    const { value } = (await bridge.ask('projects.load', { id })) as unknown as { value: Project };
    return value.files[0]!.text;
  };
  await expect.poll(newest).toBe(text);
  bridge.socket.close();
}
