import fc from 'fast-check';
import { decodeTime, ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import { projectSchema } from '../../core/project/project.ts';
import { madeAtMs, ownCopy, ownCopyId } from './handout-copy.ts';

const ULIDS = fc.integer({ min: 0, max: 2 ** 47 }).map((time) => ulid(time));

describe('a student’s copy of a handout', () => {
  it('has an id that is the same wherever the student opens it, and a project can have', () => {
    fc.assert(
      fc.property(ULIDS, ULIDS, (handout, student) => {
        const id = ownCopyId(handout, student);
        expect(id).toBe(ownCopyId(handout, student));
        expect(projectSchema.shape.id.safeParse(id).success).toBe(true);
        expect(madeAtMs(id)).toBe(decodeTime(handout));
      }),
      { verbose: true },
    );
  });

  it('has another id for each student', () => {
    const handout = ulid(1);
    const ids = Array.from({ length: 500 }, () => ownCopyId(handout, ulid(1)));
    expect(new Set(ids).size).toBe(500);
  });

  it('is the teacher’s program and nobody else’s project', () => {
    const project = newProject({ id: ulid(1), name: 'A turn' });
    const copy = ownCopy(project, ulid(2), ulid(3));
    expect(copy).toEqual({ ...project, id: copy.id });
    expect(copy.id).not.toBe(project.id);
  });
});
