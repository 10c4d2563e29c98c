/**
 * What the camera's model says now, for whoever drives by it. Layer: web/state. Small, because every page has it: the workbench with the camera, the
 * pictures and the training is loaded when somebody goes to the AI page or switches a program's camera on.
 */
import { Emitter, type Events } from '../../core/base/emitter.ts';
import { NO_ANSWER, type AiAnswer } from '../../core/robot/outside-news.ts';
import type { AiWorkbench, WorkbenchPorts } from './ai/ai-workbench.svelte.ts';

export type AiPorts = Omit<WorkbenchPorts, 'onAnswer'>;

export class AiState {
  #answer = $state.raw<AiAnswer>(NO_ANSWER);
  #workbench = $state.raw<AiWorkbench | undefined>(undefined);
  readonly #answers = new Emitter<AiAnswer>();
  /** Each answer as it comes, up to ten a second. It holds until the next. */
  readonly answers: Events<AiAnswer> = this.#answers;
  readonly #ports: AiPorts;
  #opening: Promise<AiWorkbench> | undefined;

  constructor(ports: AiPorts) {
    this.#ports = ports;
  }

  /** The answer of now: labels and confidences (0 … 100) in the net's order; `label` is '' where none is sure. */
  get answer(): AiAnswer {
    return this.#answer;
  }

  /** undefined until somebody has opened it. */
  get workbench(): AiWorkbench | undefined {
    return this.#workbench;
  }

  /** Has the open project a model that sees? */
  get hasModel(): boolean {
    return this.#ports.project.project?.models?.some(({ kind }) => kind === 'image') ?? false;
  }

  /** Rejects where the page's own files cannot be had; the next call tries again. */
  open(): Promise<AiWorkbench> {
    this.#opening ??= this.#load().catch((cause: unknown) => {
      this.#opening = undefined;
      throw cause;
    });
    return this.#opening;
  }

  async #load(): Promise<AiWorkbench> {
    const { AiWorkbench } = await import('./ai/ai-workbench.svelte.ts');
    this.#workbench = new AiWorkbench({
      ...this.#ports,
      onAnswer: (answer) => {
        this.#answer = answer;
        this.#answers.emit(answer);
      },
    });
    return this.#workbench;
  }
}
