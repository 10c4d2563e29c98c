/** Brings a run forward by a clock, in slices that leave time for everything else. Layer: run. Used by the simulator worker and the bridge. */
import type { CancelTimer, Clock } from '../device/clock.ts';
import type { RunDriver } from './run-driver.ts';
import type { WaitingTime } from './robot-time.ts';

export interface PaceOptions {
  readonly driver: Pick<RunDriver, 'state' | 'events' | 'wakeAtMs' | 'advance'>;
  readonly time: WaitingTime;
  readonly clock: Clock;
  /** After each slice, with the run in whatever state it then is. */
  readonly onSlice?: () => void;
}

/**
 * Starts at once if the driver runs, waits while it is paused, and ends with it.
 * @returns leaves the driver alone from now on
 */
export function paceRun({ driver, time, clock, onSlice }: PaceOptions): CancelTimer {
  let cancelTimer: CancelTimer | undefined;
  const comeBack = (delayMs: number): void => {
    cancelTimer?.();
    cancelTimer = clock.after(delayMs, slice);
  };
  const slice = (): void => {
    cancelTimer = undefined;
    time.beginSlice();
    driver.advance();
    onSlice?.();
    if (driver.state === 'running') comeBack(time.idleMs(driver.wakeAtMs));
  };
  const unsubscribe = driver.events.subscribe((event) => {
    if (event.kind === 'resumed') comeBack(0);
    if (event.kind === 'ended') cancel();
  });
  const cancel = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    unsubscribe();
  };
  if (driver.state === 'running') comeBack(0);
  return cancel;
}
