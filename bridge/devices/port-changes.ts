/** Tells when a serial port may have come or gone, without asking again and again. Layer: bridge/devices. */
import { watch } from 'node:fs';

/** Linux, and macOS. */
const PORT_NAME = /^(tty(ACM|USB|\.)|rfcomm|cu\.)/;
/** A port's USB ids, and the right to open it, may be known a little after its name. */
const LOOK_AFTER_MS = [0, 300, 1000] as const;

export interface PortChanges {
  /** Where the system tells by itself; false: whoever wants to know must look. */
  readonly areTold: boolean;
  close(): void;
}

const UNTOLD: PortChanges = { areTold: false, close: () => {} };

/** @param listener several times for one port; at most within a second of it */
export function watchPortChanges(listener: () => void, folder = '/dev'): PortChanges {
  if (process.platform === 'win32') return UNTOLD;
  let timers: readonly NodeJS.Timeout[] = [];
  const forget = (): void => timers.forEach((timer) => clearTimeout(timer));
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      if (name === null || !PORT_NAME.test(name)) return;
      forget();
      timers = LOOK_AFTER_MS.map((ms) => setTimeout(listener, ms).unref());
    });
    watcher.on('error', () => watcher.close());
    return {
      areTold: true,
      close() {
        forget();
        watcher.close();
      },
    };
  } catch {
    return UNTOLD;
  }
}
