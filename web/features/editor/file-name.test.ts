import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../core/project/project.ts';
import { fileNamed } from './file-name.ts';

describe('the name of a file', () => {
  it('is what a project takes, with its ending once', () => {
    for (const typed of ['转弯', ' 转弯.ts ', 'turn_left-2', 'a'.repeat(40)]) {
      const { path, wrong } = fileNamed(typed, []);
      expect(wrong).toBeUndefined();
      expect(path.match(/\.ts/g)).toHaveLength(1);
      expect(projectSchema.shape.files.safeParse([{ path, text: '' }]).success).toBe(true);
    }
  });

  it('holds no path, no blank and no mark, and is not empty or long', () => {
    for (const typed of ['', '.ts', '../a', 'a/b', 'a b', 'a.b', '转弯！', 'a'.repeat(41)])
      expect(fileNamed(typed, []).wrong).toBe('bad-name');
  });

  it('is taken where another differs in case only', () => {
    expect(fileNamed('Main', ['main.ts'])).toEqual({ path: 'Main.ts', wrong: 'taken' });
  });
});
