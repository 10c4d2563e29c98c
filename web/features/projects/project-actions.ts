/** New projects, copies, and `.guiji` files out and in. Layer: web/features/projects. */
import { ulid } from 'ulid';
import type { Result } from '../../../core/base/result.ts';
import type { ProjectFaultCode } from '../../../core/project/guiji-file.ts';
import { newProject } from '../../../core/project/new-project.ts';
import type { Project } from '../../../core/project/project.ts';

const guijiFiles = () => import('../../../core/project/guiji-file.ts');

export function freshProject(name: string): Project {
  return newProject({ id: ulid(), name });
}

export function copyOf(project: Project, name: string): Project {
  return { ...project, id: ulid(), name: name.slice(0, 80) };
}

/** Hands the file to the browser's downloads. */
export async function offerGuijiFile(project: Project): Promise<void> {
  const { GUIJI_FILE_EXTENSION, writeGuijiFile } = await guijiFiles();
  const url = URL.createObjectURL(new Blob([writeGuijiFile(project) as Uint8Array<ArrayBuffer>], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${project.name.replace(/[\\/:*?"<>|]/g, '_')}${GUIJI_FILE_EXTENSION}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** As a project of its own: opening a file never overwrites what is here. Errors: `ProjectFaultCode`. */
export async function openGuijiFile(file: File): Promise<Result<Project, ProjectFaultCode>> {
  const { GUIJI_FILE_BYTES_MAX, readGuijiFile } = await guijiFiles();
  // A larger file is refused by its size; its bytes are not asked for.
  const bytes = new Uint8Array(await file.slice(0, GUIJI_FILE_BYTES_MAX + 1).arrayBuffer());
  const read = readGuijiFile(bytes);
  return read.ok ? { ok: true, value: { ...read.value, id: ulid() } } : read;
}
