/** Puts the page's states together. Layer: web/app. */
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { ProjectStorage } from '../adapters/storage/project-storage.ts';
import { openRecordingStorage } from '../adapters/storage/recording-storage.ts';
import { openTrackStorage } from '../adapters/storage/track-storage.ts';
import type { Project } from '../../core/project/project.ts';
import { LanguageState } from '../messages/language-state.svelte.ts';
import { AiState } from '../state/ai-state.svelte.ts';
import { BatchState } from '../state/batch-state.svelte.ts';
import { BlocksCache } from '../state/blocks-cache.ts';
import type { PageRole } from '../adapters/bridge/page-pass.ts';
import { keepSeat, type KeptSeat } from '../adapters/storage/kept-seat.ts';
import { markLeaving } from '../adapters/storage/leave-seat.ts';
import { ClassState } from '../state/class-state.svelte.ts';
import { ConsoleState } from '../state/console-state.svelte.ts';
import type { Lab } from '../state/context.ts';
import { DebugState } from '../state/debug-state.svelte.ts';
import { EditorCommands } from '../state/editor-commands.svelte.ts';
import { KitsState } from '../state/kits-state.svelte.ts';
import { GhostsState } from '../state/ghosts-state.svelte.ts';
import { LanguageTools } from '../state/language-tools.svelte.ts';
import { MessageSender } from '../state/message-sender.ts';
import { OwnTracksState } from '../state/own-tracks-state.svelte.ts';
import { PreferencesState } from '../state/preferences-state.svelte.ts';
import { ProjectState } from '../state/project-state.svelte.ts';
import { DroppedFile } from '../state/dropped-file.svelte.ts';
import { RouteState } from '../state/route-state.svelte.ts';
import { RaceState } from '../state/race-state.svelte.ts';
import { OWN_PORT_ID, RobotsState, SIMULATOR_ID } from '../state/robots-state.svelte.ts';
import { RecordingsState } from '../state/recordings-state.svelte.ts';
import { RunState, type Program } from '../state/run-state.svelte.ts';
import { SavingState } from '../state/saving-state.svelte.ts';
import { TelemetryBuffer } from '../state/telemetry-buffer.ts';
import { TracksState } from '../state/tracks-state.svelte.ts';
import { LessonLibrary } from '../state/lessons/lesson-library.ts';
import { LessonState } from '../state/lessons/lesson-state.svelte.ts';
import { ProgressState } from '../state/lessons/progress-state.svelte.ts';
import { beginAgain, keepIdInAddress, openFileOf } from './address.ts';

export interface LabPorts {
  readonly storage: ProjectStorage;
  readonly bridge: Bridge;
  readonly role: PageRole;
  /** Whose storage it is; undefined: the computer's own. */
  readonly seat: KeptSeat | undefined;
}

export function createLab(ports: LabPorts): Lab {
  const preferences = new PreferencesState();
  const language = new LanguageState(preferences.kept.language ?? (document.documentElement.lang === 'en' ? 'en' : 'zh-CN'));
  const project = new ProjectState();
  const saving = new SavingState(ports.storage, ports.bridge);
  const tools = new LanguageTools();
  const console = new ConsoleState();
  const telemetry = new TelemetryBuffer();
  const recordings = new RecordingsState({ bridge: ports.bridge, storage: openRecordingStorage(ports.seat?.student.id) });
  const robots = new RobotsState(ports.bridge, recordings);
  const tracks = new TracksState(ports.bridge, new OwnTracksState(ports.bridge, openTrackStorage(ports.seat?.student.id)));
  const kits = new KitsState(ports.bridge, project);
  const debug = new DebugState();
  const sender = new MessageSender((messages) => ports.bridge.call('class.send', { messages }));
  const program = (): Program => ({
    source: project.source,
    breakpoints: project.files.map(({ breakpoints = [] }) => breakpoints),
    kit: robots.chosenId === SIMULATOR_ID ? kits.choiceWithout(debug.without) : kits.choice,
    trackId: project.trackId,
    models: project.project?.models,
    track: project.trackId.includes('/') ? tracks.find(project.trackId) : undefined,
    ...(project.project === undefined ? {} : { project: { id: project.project.id, name: project.project.name } }),
  });
  const race = new RaceState({
    ...{ telemetry, console, kits, saving, tools },
    isSimulator: () => robots.chosenId === SIMULATOR_ID,
    nameOf: (car) => language.t('race.car', { car }),
  });
  const ghosts = new GhostsState(ports.bridge);
  const run: RunState = new RunState({
    race,
    send: (messages) => sender.offer(messages),
    wishes: debug,
    tools,
    console,
    telemetry,
    program,
    robotName: (): string => {
      if (robots.chosenId === SIMULATOR_ID) return language.t('robot.simulator');
      if (robots.chosenId === OWN_PORT_ID) return language.t('robot.own-port');
      return run.car?.name ?? (robots.chosen?.kind === 'serial' ? robots.chosen.label : language.t('robot.virtual-car'));
    },
  });
  project.changes.subscribe((changed) => saving.keep(changed));

  const openProject = (opened: Project, origin: 'new' | 'kept') => {
    void saving.flush();
    void run.stop();
    console.clear();
    telemetry.clear();
    project.open(opened, openFileOf(opened.id));
    race.open(opened.id);
    ghosts.open(opened.id);
    saving.watch(opened);
    if (origin === 'new') saving.keep(opened);
    keepIdInAddress(opened.id);
  };
  saving.tookOver.subscribe((newer) => {
    if (run.busy) saving.offer(newer);
    else openProject(newer, 'kept');
  });
  const ai = new AiState({
    project,
    bridge: ports.bridge,
    studentId: ports.seat?.student.id,
    firstClassNames: () => [language.t('ai.none-class'), language.t('ai.first-class')],
  });
  ai.answers.subscribe((answer) => run.tell(answer));
  ports.bridge.notes.subscribe((note) => {
    if (note.name === 'class.messages') for (const message of note.value.messages) run.tell({ kind: 'message', ...message });
  });
  const library = new LessonLibrary(ports.bridge);
  const progress = new ProgressState(ports.bridge, ports.seat?.student.id ?? '');
  const lesson = new LessonState({
    library,
    progress,
    source: () => project.source,
    programFacts: async (source) => await (await tools.service()).facts(source),
    nowMs: () => Date.now(),
  });
  const blocksCache = new BlocksCache(ports.storage);
  const editor = new EditorCommands();
  const route = new RouteState();
  const { bridge, role } = ports;
  const classroom = new ClassState({
    bridge,
    role,
    kept: ports.seat,
    sitAnew(seat) {
      const isKept = keepSeat(seat);
      if (isKept) beginAgain('join');
      return isKept;
    },
    wipeAnew(studentId) {
      markLeaving(studentId);
      beginAgain('join');
    },
  });
  return {
    language,
    route,
    dropped: new DroppedFile(),
    bridge,
    classroom,
    recordings,
    preferences,
    project,
    saving,
    blocksCache,
    tools,
    editor,
    robots,
    run,
    batch: new BatchState({ tools, program: () => ({ ...program(), kit: kits.choice }) }),
    debug,
    console,
    telemetry,
    tracks,
    kits,
    race,
    ghosts,
    library,
    progress,
    lesson,
    ai,
    openProject,
  };
}
