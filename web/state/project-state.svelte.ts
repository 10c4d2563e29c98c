/** The open project. Its text is the truth; blocks and editors are views of it. Layer: web/state. */
import { Emitter, type Events } from '../../core/base/emitter.ts';
import type { BlocksLayout } from '../../core/language/blocks/blocks-document.ts';
import { readLayout } from '../../core/language/blocks/read-workspace.ts';
import type { TextEdit } from '../../core/language/source.ts';
import type { Project } from '../../core/project/project.ts';
import { AI_MODELS_MAX, type AiModel } from '../../core/robot/ai-model.ts';

const NAME_CHARS_MAX = 80;

function withEdits(text: string, edits: readonly TextEdit[]): string {
  const lastFirst = [...edits].sort((a, b) => b.start - a.start);
  return lastFirst.reduce((done, edit) => done.slice(0, edit.start) + edit.newText + done.slice(edit.end), text);
}

export class ProjectState {
  #project = $state.raw<Project | undefined>(undefined);
  readonly #changed = new Emitter<Project>();
  readonly text = $derived(this.#project?.files[0]?.text ?? '');

  /** After each change by a person; not after `open`. */
  readonly changes: Events<Project> = this.#changed;

  /** undefined until the first project is open. */
  get project(): Project | undefined {
    return this.#project;
  }

  get view(): 'blocks' | 'text' {
    return this.#project?.view ?? 'blocks';
  }

  get trackId(): string {
    return this.#project?.trackId ?? 'oval';
  }

  get layout(): BlocksLayout | undefined {
    return readLayout(this.#project?.layout);
  }

  open(project: Project): void {
    this.#project = project;
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

  edit(text: string, layout?: BlocksLayout): void {
    const project = this.#project;
    if (project === undefined) return;
    const files = project.files.map((file, index) => (index === 0 ? { ...file, text } : file));
    this.#change(layout === undefined ? { files } : { files, layout });
  }

  /** A model of the same name gives way. */
  keepModel(model: AiModel): void {
    const others = this.#project?.models?.filter(({ name }) => name !== model.name) ?? [];
    this.#change({ models: [...others, model].slice(-AI_MODELS_MAX) });
  }

  applyEdits(edits: readonly TextEdit[]): void {
    this.edit(withEdits(this.text, edits));
  }

  /** Another content of the same project: an earlier version, or one from another window. */
  replace(project: Project): void {
    this.#change(project);
  }

  #change(change: Partial<Project>): void {
    if (this.#project === undefined) return;
    this.#project = { ...this.#project, ...change };
    this.#changed.emit(this.#project);
  }
}
