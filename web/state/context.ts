/** What every feature may ask for. Layer: web/state. Made once by web/app. */
import { createContext } from 'svelte';
import type { Project } from '../../core/project/project.ts';
import type { LanguageState } from '../messages/language-state.svelte.ts';
import type { AiState } from './ai-state.svelte.ts';
import type { BatchState } from './batch-state.svelte.ts';
import type { BlocksCache } from './blocks-cache.ts';
import type { ClassState } from './class-state.svelte.ts';
import type { ConsoleState } from './console-state.svelte.ts';
import type { DroppedFile } from './dropped-file.svelte.ts';
import type { DebugState } from './debug-state.svelte.ts';
import type { EditorCommands } from './editor-commands.svelte.ts';
import type { KitsState } from './kits-state.svelte.ts';
import type { GhostsState } from './ghosts-state.svelte.ts';
import type { LanguageTools } from './language-tools.svelte.ts';
import type { LessonLibrary } from './lessons/lesson-library.ts';
import type { LessonState } from './lessons/lesson-state.svelte.ts';
import type { ProgressState } from './lessons/progress-state.svelte.ts';
import type { PreferencesState } from './preferences-state.svelte.ts';
import type { ProjectState } from './project-state.svelte.ts';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { RaceState } from './race-state.svelte.ts';
import type { RecordingsState } from './recordings-state.svelte.ts';
import type { RobotsState } from './robots-state.svelte.ts';
import type { RouteState } from './route-state.svelte.ts';
import type { RunState } from './run-state.svelte.ts';
import type { SavingState } from './saving-state.svelte.ts';
import type { TelemetryBuffer } from './telemetry-buffer.ts';
import type { TracksState } from './tracks-state.svelte.ts';

export interface Lab {
  readonly language: LanguageState;
  readonly route: RouteState;
  /** On its way to the page it belongs to. */
  readonly dropped: DroppedFile;
  readonly bridge: Bridge;
  /** This page's seat in a class, where it has one. */
  readonly classroom: ClassState;
  /** Runs of the simulator on their way to the bridge. */
  readonly recordings: RecordingsState;
  readonly preferences: PreferencesState;
  readonly project: ProjectState;
  readonly saving: SavingState;
  readonly blocksCache: BlocksCache;
  readonly tools: LanguageTools;
  readonly editor: EditorCommands;
  readonly robots: RobotsState;
  readonly run: RunState;
  /** Other programs' cars on the same track. */
  readonly race: RaceState;
  /** The program on many cars at once. */
  readonly batch: BatchState;
  /** Breakpoints, speed, seed. */
  readonly debug: DebugState;
  readonly console: ConsoleState;
  readonly telemetry: TelemetryBuffer;
  readonly tracks: TracksState;
  /** Which cars there are, and the open project's. */
  readonly kits: KitsState;
  /** Earlier runs that drive along. */
  readonly ghosts: GhostsState;
  /** Packs and their files. */
  readonly library: LessonLibrary;
  /** Of whoever sits here. */
  readonly progress: ProgressState;
  /** Of the open project. */
  readonly lesson: LessonState;
  /** The camera and its model. */
  readonly ai: AiState;
  /** Opens another project in this page; a new one is saved at once. */
  openProject(project: Project, origin: 'new' | 'kept'): void;
}

export const [getLab, setLab] = createContext<Lab>();
