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
    state.edit('main.ts', 'stop();');
    expect(changes).toEqual(['小车 stop();']);
  });

  it('applies several edits whose places count in the text as it was', () => {
    const { state } = openState();
    state.edit('main.ts', 'abcdef');
    state.applyEdits([
      { file: 0, start: 0, end: 1, newText: 'XX' },
      { file: 0, start: 4, end: 5, newText: '' },
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
    state.edit('main.ts', 'stop();', layout);
    state.edit('main.ts', 'wait(1);');
    expect(state.layout).toEqual(layout);
  });

  it('gives the same source for as long as no text changes', () => {
    const { state } = openState();
    const { source } = state;
    state.setBreakpoints('main.ts', [0]);
    state.edit('main.ts', state.text, { version: 1, stacks: [], collapsed: [], detached: [] });
    state.showFile('main.ts');
    expect(state.source).toBe(source);
    state.edit('main.ts', 'stop();');
    expect(state.source).toEqual([{ path: 'main.ts', text: 'stop();' }]);
  });
});

describe('the files of a project', () => {
  function withParts() {
    const opened = openState();
    opened.state.addFile('零件.ts');
    opened.state.edit('零件.ts', 'export function go() {}');
    opened.state.edit('main.ts', "import { go } from './零件';\ngo();");
    return opened;
  }

  it('a new one comes to the front, empty', () => {
    const { state } = openState();
    state.addFile('零件.ts');
    expect([state.path, state.text]).toEqual(['零件.ts', '']);
    expect(state.files.map(({ path }) => path)).toEqual(['main.ts', '零件.ts']);
  });

  it('each is edited by itself, with a layout and breakpoints of its own', () => {
    const { state } = withParts();
    const layout = { version: 1 as const, stacks: [{ x: 1, y: 2 }], collapsed: [], detached: [] };
    state.edit('零件.ts', 'wait(5);', layout);
    state.setBreakpoints('零件.ts', [0]);
    expect(state.layout).toEqual(layout);
    expect(state.breakpoints).toEqual([0]);
    state.showFile('main.ts');
    expect(state.layout).toBeUndefined();
    expect(state.breakpoints).toEqual([]);
    state.edit('零件.ts', 'log(1);\nwait(5);');
    expect(state.files[1]?.breakpoints).toEqual([8]);
  });

  it('another name is written into the imports, and the file stays in front', () => {
    const { state } = withParts();
    state.showFile('零件.ts');
    state.renameFile('零件.ts', '转弯.ts', [{ file: 0, start: 19, end: 25, newText: "'./转弯'" }]);
    expect(state.path).toBe('转弯.ts');
    expect(state.source[0]?.text).toBe("import { go } from './转弯';\ngo();");
  });

  it('a deleted one can come back to its place with all that it had; the entry stays', () => {
    const { state } = withParts();
    state.addFile('三.ts');
    state.setBreakpoints('零件.ts', [7]);
    state.showFile('零件.ts');
    state.removeFile('零件.ts');
    expect([state.path, state.removed]).toEqual(['main.ts', '零件.ts']);
    state.restoreFile();
    expect(state.files.map(({ path, breakpoints }) => [path, breakpoints])).toEqual([
      ['main.ts', undefined],
      ['零件.ts', [7]],
      ['三.ts', undefined],
    ]);
    expect([state.path, state.removed]).toEqual(['零件.ts', undefined]);
    state.removeFile('main.ts');
    expect(state.files).toHaveLength(3);
  });

  it('an earlier version without the file in front shows its entry', () => {
    const { state } = withParts();
    const now = state.project!;
    state.showFile('零件.ts');
    state.replace({ ...now, files: [now.files[0]!] });
    expect(state.path).toBe('main.ts');
  });
});
