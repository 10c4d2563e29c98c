/** Projects for as long as the page is open. Layer: web/adapters/storage. */
import type { BlocksDocument } from '../../../core/language/blocks/blocks-document.ts';
import type { Project } from '../../../core/project/project.ts';
import type { ProjectStorage } from './project-storage.ts';

export function memoryStorage(): ProjectStorage {
  const projects = new Map<string, { project: Project; updatedAtMs: number; atSchool: boolean; schoolVersion: number | undefined }>();
  const blocks = new Map<string, BlocksDocument>();
  const latestFirst = () => [...projects.values()].sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  return {
    lasting: false,
    list: async () => latestFirst().map(({ project, updatedAtMs }) => ({ id: project.id, name: project.name, updatedAtMs })),
    load: async (id) => projects.get(id)?.project,
    async save(project, atMs) {
      projects.set(project.id, { project, updatedAtMs: atMs, atSchool: false, schoolVersion: projects.get(project.id)?.schoolVersion });
    },
    async markAtSchool(project, version) {
      const stored = projects.get(project.id);
      if (stored === undefined) return;
      stored.schoolVersion = version;
      if (stored.project === project) stored.atSchool = true;
    },
    async syncOf(id) {
      const stored = projects.get(id);
      return stored && { atSchool: stored.atSchool, schoolVersion: stored.schoolVersion };
    },
    waitingForSchool: async () =>
      latestFirst()
        .filter((stored) => !stored.atSchool)
        .map((stored) => stored.project),
    async remove(id) {
      projects.delete(id);
    },
    history: async () => [],
    loadVersion: async () => undefined,
    cachedBlocks: async (key) => blocks.get(key),
    async cacheBlocks(key, document) {
      blocks.set(key, document);
    },
  };
}
