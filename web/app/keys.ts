/** The page's keys. Layer: web/app. Esc stops whatever has the focus and whichever page is shown; nothing is bound to Space. */
import type { Lab } from '../state/context.ts';

/** What Chromium reports for each key while an input method composes. */
const COMPOSING_KEY_CODE = 229;

/** Caught before any editor sees it. While an input method composes, its keys are its own. */
export function listenToKeys({ run, route }: Pick<Lab, 'run' | 'route'>): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing || event.keyCode === COMPOSING_KEY_CODE) return;
      if (event.key === 'Escape' && run.busy) void run.stop();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && route.page === 'code') {
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) void run.run();
      }
    },
    { capture: true },
  );
}
