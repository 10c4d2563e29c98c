/** Reflectance sensors over the floor, one analog channel each. Layer: device. */
import type { PartDriver } from './firmata-part.ts';

/** All sensors darker than this: they see no floor. The simulated car judges alike. */
const DARK_PERCENT = 50;
/** A car that crosses a line sees all dark for a shorter time than this. */
const LIFTED_AFTER_MS = 200;

export const lineDriver: PartDriver<'line'> = {
  needs: (part) => part.sensors.map(({ pin }) => ({ pin, mode: 'ANALOG' })),
  attach(part, { clock, onAnalog }) {
    const darkness = part.sensors.map(() => 0);
    let darkSinceMs: number | undefined;
    for (const [index, { pin }] of part.sensors.entries()) {
      onAnalog(pin, (share) => {
        const percent = (100 * (share - part.rawWhite)) / (part.rawBlack - part.rawWhite);
        darkness[index] = Math.round(Math.min(100, Math.max(0, percent)));
        if (darkness.some((value) => value <= DARK_PERCENT)) darkSinceMs = undefined;
        else darkSinceMs ??= clock.nowMs();
      });
    }
    return {
      inputs: {
        line: (index) => darkness[index] ?? 0,
        lifted: () => darkSinceMs !== undefined && clock.nowMs() - darkSinceMs >= LIFTED_AFTER_MS,
      },
    };
  },
};
