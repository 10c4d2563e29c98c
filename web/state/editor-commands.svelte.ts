/** What buttons outside the editor ask of it. Layer: web/state. */

export interface EditorPort {
  /** Whether the view in front can be worked in. */
  readonly isShown: boolean;
  /** It is on its way, and everything that is not needed to see it can wait. */
  readonly isLoading: boolean;
  /** Tidies the text; blocks are always tidy. */
  format(): void;
  undo(): void;
  redo(): void;
  /** Shows the place in whichever view is open. */
  reveal(place: { readonly start: number; readonly end: number }): void;
}

export class EditorCommands {
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

  reveal(place: { readonly start: number; readonly end: number }): void {
    this.#port?.reveal(place);
  }
}
