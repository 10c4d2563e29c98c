/**
 * What cars at this computer's USB measured, in IndexedDB: for boards that keep nothing themselves, and for a page that no bridge serves.
 * Layer: web/adapters/storage. They belong to the computer, as the cars do; nothing of a child is in it.
 *
 * | store | key                                                       | value                            |
 * | ----- | --------------------------------------------------------- | -------------------------------- |
 * | cars  | `car ID` as the board says, else `port` and its USB ids   | calibration, time of its keeping |
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { CarRecords } from '../../../core/live/robot-device.ts';
import { parseCalibration, type CarCalibration } from '../../../core/robot/calibration.ts';

const DATABASE = 'guiji-cars';
const DATABASE_VERSION = 1;
/** The one that was measured longest ago goes. */
const CARS_MAX = 200;

interface CarDatabase extends DBSchema {
  cars: { key: string; value: { readonly calibration: CarCalibration; readonly keptAtMs: number } };
}

type Database = IDBPDatabase<CarDatabase>;

function open(): Promise<Database> {
  return openDB<CarDatabase>(DATABASE, DATABASE_VERSION, { upgrade: (db) => void db.createObjectStore('cars') });
}

async function keep(database: Database, key: string, calibration: CarCalibration): Promise<void> {
  const store = database.transaction('cars', 'readwrite').store;
  await store.put({ calibration, keptAtMs: Date.now() }, key);
  const [keys, kept] = await Promise.all([store.getAllKeys(), store.getAll()]);
  const latestFirst = keys.map((car, at) => ({ car, keptAtMs: kept[at]!.keptAtMs })).sort((a, b) => b.keptAtMs - a.keptAtMs);
  for (const { car } of latestFirst.slice(CARS_MAX)) await store.delete(car);
}

/** Opened when it is first needed. Errors: `calibration.not-saved` {what}. */
export function openCarRecords(): (port: string) => CarRecords {
  let database: Promise<Database> | undefined;
  const opened = (): Promise<Database> => (database ??= open());
  return (port) => {
    const keyOf = (carId: string | undefined): string => (carId === undefined ? `port ${port}` : `car ${carId}`);
    return {
      async find(carId) {
        const kept = await opened()
          .then((db) => db.get('cars', keyOf(carId)))
          .catch(() => undefined);
        const parsed = parseCalibration(kept?.calibration);
        return parsed.ok ? parsed.value : undefined;
      },
      async keep(carId, calibration): Promise<Result<void>> {
        try {
          await keep(await opened(), keyOf(carId), calibration);
          return ok(undefined);
        } catch (cause) {
          return fail('calibration.not-saved', { what: cause instanceof Error ? cause.message : String(cause) }, cause);
        }
      },
    };
  };
}
