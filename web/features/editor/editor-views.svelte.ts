/**
 * The two views of one text and how they stay in step. Layer: web/features/editor.
 * Each view remembers which text it shows; when it comes to the front and the project's text is another, it is loaded anew.
 */
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import type { BlocksView, MountBlocks } from '../../adapters/blockly/blocks-view.ts';
import type { TextMark, TextView } from '../../adapters/monaco/text-view.ts';
import type { Lab } from '../../state/context.ts';
import type { EditorPort } from '../../state/editor-commands.svelte.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

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
  #textShows: string | undefined;
  #textProject: string | undefined;
  #loading = 0;
  #cacheTimer: ReturnType<typeof setTimeout> | undefined;
  #marks: readonly Mark[] = [];
  #breakpoints: readonly number[] = [];
  #place: Place | undefined;
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
    const { project, language, preferences, blocksCache } = this.#lab;
    const { mountBlocks } = await module;
    const view = mountBlocks(host, {
      language: language.language,
      dark: preferences.dark,
      profile: shippedProfile(project.project?.profileId ?? '') ?? shippedProfile('uno-line-car')!,
      breakpointLabel: () => language.t('debug.breakpoint'),
      onToggleBreakpoint: (offset) => this.#toggle(offset, 'place'),
      onChange: ({ text, document, layout }) => {
        this.#blocksShow = this.#keyOf(text);
        project.edit(text, layout);
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
        text: project.text,
        breakpointLabel: () => language.t('debug.breakpoint'),
        onToggleBreakpoint: (offset) => this.#toggle(offset, 'line'),
        onChange: (text) => {
          this.#textShows = this.#keyOf(text);
          project.edit(text);
        },
      });
      this.#text = view;
      this.#textShows = this.#keyOf(project.text);
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
    const key = this.#keyOf(project.text);
    if (project.view === 'text') {
      if (this.#text === undefined || this.#textShows === key) return;
      const isSameProject = this.#textProject === project.project.id;
      this.#textShows = key;
      this.#textProject = project.project.id;
      if (isSameProject) this.#text.changeText(project.text);
      else this.#text.setText(project.text);
      return;
    }
    if (this.#blocks !== undefined && this.#blocksShow !== key) await this.#loadBlocks(key);
  }

  async #loadBlocks(key: string): Promise<void> {
    const { project, blocksCache, tools } = this.#lab;
    const { text, layout } = project;
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
    this.#blocksState = 'shown';
    this.#blocks.markProblems(this.#marks);
    this.#blocks.highlight(this.#place);
    this.#blocks.markBreakpoints(this.#breakpoints);
  }

  /** Tries again what failed to load. */
  async retry(): Promise<void> {
    this.#blocksShow = undefined;
    await this.catchUp();
  }

  #keyOf(text: string): string {
    return `${this.#lab.project.project?.id ?? ''} ${text}`;
  }

  mark(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#blocks?.markProblems(marks);
    this.#text?.markProblems(marks);
  }

  #toggle(offset: number, at: 'line' | 'place'): void {
    const { debug, project, run } = this.#lab;
    debug.follow(project.project?.id, project.text);
    debug.toggle(offset, at);
    run.wish('breakpoints');
  }

  markBreakpoints(offsets: readonly number[]): void {
    this.#breakpoints = offsets;
    this.#blocks?.markBreakpoints(offsets);
    this.#text?.markBreakpoints(offsets);
  }

  highlight(place: Place | undefined): void {
    this.#place = place;
    this.#blocks?.highlight(place);
    this.#text?.highlight(place);
  }

  restyle(): void {
    const { language, preferences } = this.#lab;
    for (const view of [this.#blocks, this.#text]) {
      view?.setLanguage(language.language);
      view?.setDark(preferences.dark);
    }
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

  reveal(place: Place): void {
    this.highlight(place);
  }

  get #front(): BlocksView | TextView | undefined {
    return this.#lab.project.view === 'blocks' ? this.#blocks : this.#text;
  }
}
