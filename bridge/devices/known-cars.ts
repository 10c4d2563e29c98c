/**
 * Which car hung where when it last said who it is: so that the list of robots shows its name before anybody has connected. Layer: bridge/devices.
 * A guess only where the USB chip has no number of its own; whoever connects hears from the car itself.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CarAbout } from '../../core/robot/car-about.ts';
import { writeFileWhole } from '../packs/atomic-file.ts';
import type { DeviceInfo } from './device-list.ts';

const CARS_MAX = 500;

const knownCar = z.object({ id: z.string().max(64), name: z.string().max(80).optional() });
const file = z.record(z.string().max(400), knownCar);

type KnownCar = z.output<typeof knownCar>;

function keyOf({ id, usb }: Pick<DeviceInfo, 'id' | 'usb'>): string {
  const chip = usb === undefined ? '' : `${usb.vendorId}:${usb.productId}`;
  return usb?.serial === undefined ? `${id} ${chip}` : `usb ${chip} ${usb.serial}`;
}

export class KnownCars {
  readonly #folder: string | undefined;
  #cars: ReadonlyMap<string, KnownCar>;

  constructor(dataFolder: string | undefined) {
    this.#folder = dataFolder === undefined ? undefined : join(dataFolder, 'cars');
    this.#cars = new Map(Object.entries(this.#read()));
  }

  find(device: Pick<DeviceInfo, 'id' | 'usb'>): KnownCar | undefined {
    return this.#cars.get(keyOf(device));
  }

  /** Throws what the file system throws. */
  async learn(device: Pick<DeviceInfo, 'id' | 'usb'>, { id, name }: CarAbout): Promise<void> {
    const key = keyOf(device);
    const before = this.#cars.get(key);
    if (before?.id === id && before?.name === name) return;
    const others = [...this.#cars].filter(([each, car]) => each !== key && car.id !== id);
    const own: [string, KnownCar][] = id === undefined ? [] : [[key, { id, ...(name === undefined ? {} : { name }) }]];
    this.#cars = new Map([...others, ...own].slice(-CARS_MAX));
    if (this.#folder === undefined) return;
    mkdirSync(this.#folder, { recursive: true });
    await writeFileWhole(join(this.#folder, 'known-cars.json'), JSON.stringify(Object.fromEntries(this.#cars), undefined, 2));
  }

  #read(): Readonly<Record<string, KnownCar>> {
    if (this.#folder === undefined) return {};
    try {
      const parsed = file.safeParse(JSON.parse(readFileSync(join(this.#folder, 'known-cars.json'), 'utf8')));
      return parsed.success ? parsed.data : {};
    } catch {
      return {};
    }
  }
}
