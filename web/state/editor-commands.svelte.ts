/** What buttons outside the editor ask of it. Layer: web/state. */

/** UTF-16 offsets in the file of this path. */
export interface PlaceInFile {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface EditorPort {
  /** Whether the view in front can be worked in. */
  readonly isShown: boolean;
  /** It is on its way, and everything that is not needed to see it can wait. */
  readonly isLoading: boolean;
  /** Tidies the text; blocks are always tidy. */
  format(): void;
  undo(): void;
  redo(): void;
  /** Brings its file to the front and shows the place in whichever view is open. */
  reveal(place: PlaceInFile): void;
}

/** What the page asks about files: the name of a new one, or another for the one in front. */
export type FileQuestion = 'new' | 'rename';

export class EditorCommands {
  /** undefined: nothing is asked. */
  fileQuestion = $state<FileQuestion | undefined>(undefined);
  #port = $state.raw<EditorPort | undefined>(undefined);

  get ready(): boolean {
    return this.#port !== undefined;
  }

  get isShown(): boolean {
    return this.#port?.isShown ?? false;
  }

  get isLoading(): boolean {
    return this.#port?.isLoading ?? false;
  }

  attach(port: EditorPort): void {
    this.#port = port;
  }

  format(): void {
    this.#port?.format();
  }

  undo(): void {
    this.#port?.undo();
  }

  redo(): void {
    this.#port?.redo();
  }

  reveal(place: PlaceInFile): void {
    this.#port?.reveal(place);
  }
}
