/** Keeps the run on the chosen robot, the checker on the open text, and starts what is heavy once blocks can be moved. Layer: web/app. */
import { untrack } from 'svelte';
import type { Lab } from '../state/context.ts';

const whenIdle = (work: () => void) =>
  'requestIdleCallback' in self ? requestIdleCallback(work, { timeout: 1500 }) : setTimeout(work, 300);

/** For as long as the page lives. */
export function keepConnected(lab: Lab): void {
  const { project, robots, run, tools, tracks } = lab;
  let connecting = 0;

  const connect = async () => {
    const attempt = ++connecting;
    await run.release();
    const session = await robots.open(project.trackId);
    if (attempt === connecting) await run.use(session);
    else await session.close();
  };

  $effect.root(() => {
    const key = $derived(project.project === undefined ? undefined : robots.connectionKey(project.trackId));
    $effect(() => {
      if (key !== undefined) untrack(() => void connect());
    });
    $effect(() => {
      const { trackId } = project;
      if (robots.bridgeState === 'online') untrack(() => void tracks.want(trackId));
    });
    $effect(() => {
      const { text } = project;
      const profileId = project.project?.profileId;
      if (profileId !== undefined && tools.state !== 'waiting') untrack(() => tools.checkSoon(text, profileId));
    });
  });
}

/** Long enough for a first look and a first drag. */
const SETTLED_AFTER_MS = 2000;

/** The compiler comes last: on a slow line it would keep the blocks away. Whoever needs it sooner starts it sooner. */
export function startHeavyPartsSoon(lab: Lab): void {
  $effect.root(() => {
    $effect(() => {
      if (!lab.editor.isShown) return;
      const timer = setTimeout(() => whenIdle(() => void lab.tools.service().catch(() => {})), SETTLED_AFTER_MS);
      return () => clearTimeout(timer);
    });
  });
}
