/** What each car measured, by its identity: one small file a car in the data folder, whole or not there. Layer: bridge/devices. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { parseCalibration, type CarCalibration } from '../../core/robot/calibration.ts';

/** The car that a board says it is, else the port it hangs at. */
export interface CarKey {
  readonly carId?: string | undefined;
  readonly deviceId: string;
}

const FILE_NAME_CHARS_MAX = 120;

/** A name that every file system takes, and that no other car has. */
function fileName({ carId, deviceId }: CarKey): string {
  const name = carId === undefined ? `port-${encodeURIComponent(deviceId).replaceAll('%', '_')}` : `car-${carId}`;
  return `${name.slice(0, FILE_NAME_CHARS_MAX)}.json`;
}

export class CarStore {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'cars');
  }

  /** undefined: this car was never measured, or its file is broken. */
  async find(key: CarKey): Promise<CarCalibration | undefined> {
    try {
      const parsed = parseCalibration(JSON.parse(await readFile(join(this.#folder, fileName(key)), 'utf8')));
      return parsed.ok ? parsed.value : undefined;
    } catch {
      return undefined;
    }
  }

  /** Errors: `calibration.not-saved` {what}. */
  async keep(key: CarKey, calibration: CarCalibration): Promise<Result<void, 'calibration.not-saved'>> {
    const file = join(this.#folder, fileName(key));
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(calibration, undefined, 2), { flush: true });
      await rename(`${file}.new`, file);
      return ok(undefined);
    } catch (cause) {
      return fail('calibration.not-saved', { what: cause instanceof Error ? cause.message : String(cause) }, cause);
    }
  }
}
