/** Keeps the run on the chosen robot, the checker on the open text, and starts what is heavy once blocks can be moved. Layer: web/app. */
import { untrack } from 'svelte';
import type { Lab } from '../state/context.ts';
import { keepOpenFile } from './address.ts';

const whenIdle = (work: () => void) =>
  'requestIdleCallback' in self ? requestIdleCallback(work, { timeout: 1500 }) : setTimeout(work, 300);

/** For as long as the page lives. */
export function keepConnected(lab: Lab): void {
  const { editor, kits, project, robots, run, tools, tracks } = lab;
  let connecting = 0;
  let before: Promise<unknown> = Promise.resolve();

  /** One after the other: a car that is still being left is busy for whoever comes next. */
  const connect = () => {
    const attempt = ++connecting;
    const released = run.release();
    const next = async () => {
      await released;
      if (attempt !== connecting) return;
      const session = await robots.open(project.trackId, kits.choice);
      if (attempt === connecting) await run.use(session);
      else await session.close();
    };
    before = before.then(next, next);
  };

  $effect.root(() => {
    // Blocks first: the simulator's worker is large too. Once it is there it stays, whatever is loaded after it.
    let mayConnect = $state(false);
    $effect(() => {
      if (project.view === 'text' || !editor.isLoading) mayConnect = true;
    });
    const key = $derived(project.project === undefined || !mayConnect ? undefined : robots.connectionKey(project.trackId, kits.choice));
    $effect(() => {
      if (key !== undefined) untrack(connect);
    });
    $effect(() => {
      if (project.project !== undefined) keepOpenFile(project.project.id, project.path);
    });
    $effect(() => {
      const { trackId } = project;
      if (robots.bridgeState === 'online') untrack(() => void tracks.want(trackId));
    });
    $effect(() => {
      const { source } = project;
      const { choice } = kits;
      if (project.project !== undefined && tools.state !== 'waiting') untrack(() => tools.checkSoon(source, choice));
    });
  });
}

/** Long enough for a first look and a first drag. */
const SETTLED_AFTER_MS = 2000;

/**
 * What nobody needs to see blocks and to drag them comes once that can be done, one after the other, the compiler last: on a slow line it would
 * keep the others away. Whoever needs one of them sooner starts it sooner.
 */
export function startHeavyPartsSoon(lab: Lab): void {
  const parts = [
    () => lab.language.fetchSentences(),
    () => import('../ui/MenuPopup.svelte'),
    () => import('../features/lesson/LessonView.svelte'),
    () => import('../../core/project/guiji-file.ts'),
    () => lab.tools.service(),
  ];
  const start = async () => {
    for (const part of parts) await part().catch(() => {});
  };
  $effect.root(() => {
    $effect(() => {
      if (!lab.editor.isShown) return;
      const timer = setTimeout(() => whenIdle(() => void start()), SETTLED_AFTER_MS);
      return () => clearTimeout(timer);
    });
  });
}
