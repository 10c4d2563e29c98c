import { describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import { ProjectState } from './project-state.svelte.ts';

function openState() {
  const state = new ProjectState();
  state.open(newProject({ id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', name: '小车' }));
  const changes: string[] = [];
  state.changes.subscribe((project) => changes.push(`${project.name} ${project.files[0]?.text}`));
  return { state, changes };
}

describe('ProjectState', () => {
  it('tells of changes by a person and not of opening', () => {
    const { state, changes } = openState();
    expect(changes).toEqual([]);
    state.edit('stop();');
    expect(changes).toEqual(['小车 stop();']);
  });

  it('applies several edits whose places count in the text as it was', () => {
    const { state } = openState();
    state.edit('abcdef');
    state.applyEdits([
      { start: 0, end: 1, newText: 'XX' },
      { start: 4, end: 5, newText: '' },
    ]);
    expect(state.text).toBe('XXbcdf');
  });

  it('keeps its name when it is given none', () => {
    const { state, changes } = openState();
    state.rename('   ');
    expect(state.project?.name).toBe('小车');
    expect(changes).toEqual([]);
  });

  it('keeps the layout when only the text changes', () => {
    const { state } = openState();
    const layout = { version: 1 as const, stacks: [{ x: 1, y: 2 }], collapsed: [], detached: [] };
    state.edit('stop();', layout);
    state.edit('wait(1);');
    expect(state.layout).toEqual(layout);
  });
});
