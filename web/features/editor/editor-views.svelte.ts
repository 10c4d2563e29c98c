/**
 * The two views of the project's files and how they stay in step. Layer: web/features/editor.
 * Blocks show the file in front, the text editor holds them all. Each view remembers what it shows; when it comes to the front and that is not
 * what the project has, it is loaded anew.
 */
import type { BlocksView, MountBlocks } from '../../adapters/blockly/blocks-view.ts';
import type { TextMark, TextView } from '../../adapters/monaco/text-view.ts';
import type { Lab } from '../../state/context.ts';
import type { ProgramSource } from '../../../core/language/source.ts';
import { lineTextStart, toggled } from '../../state/breakpoint-places.ts';
import type { EditorPort, PlaceInFile } from '../../state/editor-commands.svelte.ts';

/** Problems as both views take them. */
export type Mark = TextMark;

type ViewState = 'loading' | 'shown' | 'failed';

const CACHE_AFTER_MS = 200;

export class EditorViews implements EditorPort {
  #blocksState = $state<ViewState>('loading');
  #textState = $state<ViewState>('loading');
  #blocks: BlocksView | undefined;
  #text: TextView | undefined;
  #blocksShow: string | undefined;
  #blocksPath = '';
  /** The very array that the project has. */
  #textShows: ProgramSource | undefined;
  #textPath: string | undefined;
  #textProject: string | undefined;
  #loading = 0;
  #cacheTimer: ReturnType<typeof setTimeout> | undefined;
  #marks: readonly Mark[] = [];
  #breakpoints: readonly number[] = [];
  #place: PlaceInFile | undefined;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get blocksState() {
    return this.#blocksState;
  }

  get textState() {
    return this.#textState;
  }

  get isShown(): boolean {
    return this.#state === 'shown';
  }

  get isLoading(): boolean {
    return this.#state === 'loading';
  }

  /** Of the view in front. */
  get #state(): ViewState {
    return this.#lab.project.view === 'blocks' ? this.#blocksState : this.#textState;
  }

  /** Returns what takes it away again. */
  async mountBlocks(host: HTMLElement, module: Promise<{ readonly mountBlocks: MountBlocks }>): Promise<() => void> {
    const { kits, project, language, preferences, blocksCache } = this.#lab;
    const { mountBlocks } = await module;
    const view = mountBlocks(host, {
      language: language.language,
      dark: preferences.dark,
      profile: kits.current,
      breakpointLabel: () => language.t('debug.breakpoint'),
      onToggleBreakpoint: (offset) => this.#toggle(offset, 'place'),
      onChange: ({ text, document, layout }) => {
        const path = this.#blocksPath;
        project.edit(path, text, layout);
        this.#blocksShow = this.#keyOf(path, text);
        clearTimeout(this.#cacheTimer);
        this.#cacheTimer = setTimeout(() => void blocksCache.keep(text, layout, document), CACHE_AFTER_MS);
      },
    });
    this.#blocks = view;
    const observer = new ResizeObserver(() => view.resize());
    observer.observe(host);
    await this.catchUp();
    return () => {
      observer.disconnect();
      view.dispose();
      this.#blocks = undefined;
    };
  }

  /** Loads the text editor, which is large; called the first time someone asks for it. */
  async mountText(host: HTMLElement): Promise<() => void> {
    const { project, language, preferences, tools } = this.#lab;
    try {
      const [{ mountText }, languageService] = await Promise.all([import('../../adapters/monaco/mount-text.ts'), tools.serviceEarly()]);
      const view = mountText(host, {
        language: language.language,
        dark: preferences.dark,
        languageService,
        files: project.source,
        open: project.path,
        breakpointLabel: () => language.t('debug.breakpoint'),
        onToggleBreakpoint: (offset) => this.#toggle(offset, 'line'),
        onOpen: (path) => project.showFile(path),
        onChange: (path, text) => {
          project.edit(path, text);
          this.#textShows = project.source;
        },
      });
      this.#text = view;
      this.#textShows = project.source;
      this.#textPath = project.path;
      this.#textProject = project.project?.id;
      this.#textState = 'shown';
      view.markProblems(this.#marks);
      view.highlight(this.#place);
      view.markBreakpoints(this.#breakpoints);
      return () => {
        view.dispose();
        if (this.#text === view) this.#text = undefined;
      };
    } catch {
      this.#textState = 'failed';
      return () => {};
    }
  }

  /** Brings the view in front up to the project's text. */
  async catchUp(): Promise<void> {
    const { project } = this.#lab;
    if (project.project === undefined) return;
    if (project.view === 'text') return this.#loadTexts(project.project.id);
    const key = this.#keyOf(project.path, project.text);
    if (this.#blocks !== undefined && this.#blocksShow !== key) await this.#loadBlocks(key);
  }

  #loadTexts(projectId: string): void {
    const { source, path } = this.#lab.project;
    if (this.#text === undefined || (this.#textShows === source && this.#textPath === path)) return;
    const isSameProject = this.#textProject === projectId;
    this.#textShows = source;
    this.#textPath = path;
    this.#textProject = projectId;
    if (isSameProject) this.#text.changeFiles(source, path);
    else this.#text.setFiles(source, path);
    this.#text.markProblems(this.#marks);
    this.#text.markBreakpoints(this.#breakpoints);
  }

  async #loadBlocks(key: string): Promise<void> {
    const { project, blocksCache, tools } = this.#lab;
    const { text, layout, path } = project;
    const attempt = ++this.#loading;
    let document = await blocksCache.find(text, layout);
    if (document === undefined) {
      if (attempt !== this.#loading) return;
      this.#blocksState = 'loading';
      try {
        const service = await tools.service();
        document = await service.toBlocks(text, layout);
        void blocksCache.keep(text, layout, document);
      } catch {
        if (attempt === this.#loading) this.#blocksState = 'failed';
        return;
      }
    }
    if (attempt !== this.#loading || this.#blocks === undefined) return;
    this.#blocks.load(document, layout);
    this.#blocksShow = key;
    this.#blocksPath = path;
    this.#blocksState = 'shown';
    this.#markBlocks();
    this.#blocks.markBreakpoints(this.#breakpoints);
  }

  /** What belongs to the file that the blocks show. */
  #markBlocks(): void {
    this.#blocks?.markProblems(this.#marks.filter(({ path }) => path === this.#blocksPath));
    this.#blocks?.highlight(this.#place?.path === this.#blocksPath ? this.#place : undefined);
  }

  /** Tries again what failed to load. */
  async retry(): Promise<void> {
    this.#blocksShow = undefined;
    await this.catchUp();
  }

  #keyOf(path: string, text: string): string {
    return `${this.#lab.project.project?.id ?? ''} ${path} ${text}`;
  }

  mark(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#markBlocks();
    this.#text?.markProblems(marks);
  }

  /** In the file in front: at the first letter of a line, or at the place itself. */
  #toggle(offset: number, at: 'line' | 'place'): void {
    const { project, run } = this.#lab;
    const { path, text } = project;
    project.setBreakpoints(path, toggled(project.breakpoints, text, at === 'line' ? lineTextStart(text, offset) : offset));
    run.wish('breakpoints');
  }

  markBreakpoints(offsets: readonly number[]): void {
    this.#breakpoints = offsets;
    this.#blocks?.markBreakpoints(offsets);
    this.#text?.markBreakpoints(offsets);
  }

  highlight(place: PlaceInFile | undefined): void {
    this.#place = place;
    this.#markBlocks();
    this.#text?.highlight(place);
  }

  restyle(): void {
    const { language, preferences } = this.#lab;
    for (const view of [this.#blocks, this.#text]) {
      view?.setLanguage(language.language);
      view?.setDark(preferences.dark);
    }
  }

  /** The toolbox of the project's car. */
  followCar(): void {
    this.#blocks?.setProfile(this.#lab.kits.current);
  }

  format(): void {
    this.#text?.format();
  }

  undo(): void {
    this.#front?.undo();
  }

  redo(): void {
    this.#front?.redo();
  }

  reveal(place: PlaceInFile): void {
    this.#lab.project.showFile(place.path);
    this.highlight(place);
  }

  get #front(): BlocksView | TextView | undefined {
    return this.#lab.project.view === 'blocks' ? this.#blocks : this.#text;
  }
}
