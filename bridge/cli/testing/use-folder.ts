/** A folder of a test file's own, as schools name theirs: with a space and Chinese characters. Layer: tests of bridge/cli. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

export interface OwnFolder {
  readonly path: string;
  at(name: string): string;
  /** @returns where it stands */
  write(name: string, content: string | Uint8Array): string;
}

export function useFolder(): OwnFolder {
  let path = '';
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'guiji 文件夹 '));
  });
  afterAll(() => rmSync(path, { recursive: true }));
  const at = (name: string): string => join(path, name);
  return {
    get path() {
      return path;
    },
    at,
    write(name, content) {
      writeFileSync(at(name), content);
      return at(name);
    },
  };
}
