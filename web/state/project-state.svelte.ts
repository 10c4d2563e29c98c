/** The open project and which of its files is in front. Its texts are the truth; blocks and editors are views of them. Layer: web/state. */
import { Emitter, type Events } from '../../core/base/emitter.ts';
import type { BlocksLayout } from '../../core/language/blocks/blocks-document.ts';
import { readLayout } from '../../core/language/blocks/read-workspace.ts';
import type { FileEdit } from '../../core/language/editor/navigation.ts';
import type { ProgramSource, TextEdit } from '../../core/language/source.ts';
import type { Project, ProjectFile } from '../../core/project/project.ts';
import { AI_MODELS_MAX, type AiModel } from '../../core/robot/ai-model.ts';
import { movedWith } from './breakpoint-places.ts';

const NAME_CHARS_MAX = 80;

function withEdits(text: string, edits: readonly TextEdit[]): string {
  const lastFirst = [...edits].sort((a, b) => b.start - a.start);
  return lastFirst.reduce((done, edit) => done.slice(0, edit.start) + edit.newText + done.slice(edit.end), text);
}

function withBreakpoints({ breakpoints: _, ...file }: ProjectFile, breakpoints: readonly number[]): ProjectFile {
  return breakpoints.length === 0 ? file : { ...file, breakpoints: [...breakpoints] };
}

function withText(file: ProjectFile, text: string): ProjectFile {
  return text === file.text ? file : withBreakpoints({ ...file, text }, movedWith(file.breakpoints ?? [], file.text, text));
}

export function isSameSource(a: ProgramSource, b: ProgramSource): boolean {
  return a === b || (a.length === b.length && a.every(({ path, text }, index) => path === b[index]!.path && text === b[index]!.text));
}

interface RemovedFile {
  readonly file: ProjectFile;
  readonly index: number;
}

export class ProjectState {
  #project = $state.raw<Project | undefined>(undefined);
  #source = $state.raw<ProgramSource>([]);
  #path = $state('');
  #removed = $state.raw<RemovedFile | undefined>(undefined);
  readonly #changed = new Emitter<Project>();
  readonly #file = $derived(this.#project?.files.find(({ path }) => path === this.#path) ?? this.#project?.files[0]);
  /** Of the file in front. */
  readonly text = $derived(this.#file?.text ?? '');
  readonly path = $derived(this.#file?.path ?? '');

  /** After each change by a person; not after `open`. */
  readonly changes: Events<Project> = this.#changed;

  /** undefined until the first project is open. */
  get project(): Project | undefined {
    return this.#project;
  }

  /** All files, the entry first. The same array for as long as no path and no text changes. */
  get source(): ProgramSource {
    return this.#source;
  }

  get files(): readonly ProjectFile[] {
    return this.#project?.files ?? [];
  }

  get view(): 'blocks' | 'text' {
    return this.#project?.view ?? 'blocks';
  }

  get trackId(): string {
    return this.#project?.trackId ?? 'oval';
  }

  /** Of the file in front. */
  get layout(): BlocksLayout | undefined {
    return readLayout(this.#file?.layout);
  }

  /** Of the file in front: offsets in its text. */
  get breakpoints(): readonly number[] {
    return this.#file?.breakpoints ?? [];
  }

  /** The file that was deleted last, which can come back. */
  get removed(): string | undefined {
    return this.#removed?.file.path;
  }

  /** @param path the file that comes to the front; the entry where there is none of the name */
  open(project: Project, path = ''): void {
    this.#removed = undefined;
    this.#set(project);
    this.#path = path;
  }

  rename(name: string): void {
    const trimmed = name.trim().slice(0, NAME_CHARS_MAX);
    if (trimmed !== '' && trimmed !== this.#project?.name) this.#change({ name: trimmed });
  }

  show(view: 'blocks' | 'text'): void {
    if (view !== this.view) this.#change({ view });
  }

  chooseTrack(trackId: string): void {
    if (trackId !== this.trackId) this.#change({ trackId });
  }

  chooseProfile(profileId: string): void {
    if (profileId !== this.#project?.profileId) this.#change({ profileId });
  }

  /** Nothing is saved for it: to look at a file changes no work. */
  showFile(path: string): void {
    if (this.files.some((file) => file.path === path)) this.#path = path;
  }

  edit(path: string, text: string, layout?: BlocksLayout): void {
    this.#changeFile(path, (file) => ({ ...withText(file, text), ...(layout !== undefined && { layout }) }));
  }

  /** In any of the files; `file` of an edit is its index. */
  applyEdits(edits: readonly FileEdit[]): void {
    this.#change({ files: this.#edited(edits) });
  }

  #edited(edits: readonly FileEdit[]): ProjectFile[] {
    return this.files.map((file, index) => {
      const own = edits.filter((edit) => edit.file === index);
      return own.length === 0 ? file : withText(file, withEdits(file.text, own));
    });
  }

  setBreakpoints(path: string, breakpoints: readonly number[]): void {
    this.#changeFile(path, (file) => withBreakpoints(file, breakpoints));
  }

  /** An empty file of this name, in front. */
  addFile(path: string): void {
    this.#change({ files: [...this.files, { path, text: '' }] });
    this.#path = path;
  }

  /** @param edits what other files say of it */
  renameFile(path: string, newPath: string, edits: readonly FileEdit[]): void {
    const files = this.#edited(edits).map((file) => (file.path === path ? { ...file, path: newPath } : file));
    const isInFront = this.path === path;
    this.#change({ files });
    if (isInFront) this.#path = newPath;
  }

  /** Not the entry. */
  removeFile(path: string): void {
    const index = this.files.findIndex((file) => file.path === path);
    if (index <= 0) return;
    this.#removed = { file: this.files[index]!, index };
    if (this.path === path) this.#path = this.files[index - 1]!.path;
    this.#change({ files: this.files.filter((file) => file.path !== path) });
  }

  restoreFile(): void {
    const removed = this.#removed;
    this.#removed = undefined;
    if (removed === undefined || this.files.some(({ path }) => path.toLowerCase() === removed.file.path.toLowerCase())) return;
    this.#change({ files: this.files.toSpliced(removed.index, 0, removed.file) });
    this.#path = removed.file.path;
  }

  forgetRemoved(): void {
    this.#removed = undefined;
  }

  /** A model of the same name gives way. */
  keepModel(model: AiModel): void {
    const others = this.#project?.models?.filter(({ name }) => name !== model.name) ?? [];
    this.#change({ models: [...others, model].slice(-AI_MODELS_MAX) });
  }

  /** Another content of the same project: an earlier version, or one from another window. */
  replace(project: Project): void {
    this.#change(project);
  }

  #changeFile(path: string, change: (file: ProjectFile) => ProjectFile): void {
    if (this.files.some((file) => file.path === path))
      this.#change({ files: this.files.map((file) => (file.path === path ? change(file) : file)) });
  }

  #change(change: Partial<Project>): void {
    if (this.#project === undefined) return;
    this.#set({ ...this.#project, ...change });
    this.#changed.emit(this.#project);
  }

  #set(project: Project): void {
    const source = project.files.map(({ path, text }) => ({ path, text }));
    if (project.id !== this.#project?.id || !isSameSource(source, this.#source)) this.#source = source;
    this.#project = project;
  }
}
