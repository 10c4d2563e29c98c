/**
 * Which seat of the class each car belongs to, as a person said. Layer: bridge/class. Spec: docs/protocols/class.md, "Cars".
 * By the car's own id, which its board keeps: the place stays whatever port it is at, and after every restart, in the store.
 */
import { z } from 'zod';
import { Emitter } from '../../core/base/emitter.ts';
import { ok, type Result } from '../../core/base/result.ts';
import type { DeviceView } from '../../core/protocol/bridge-views.ts';
import { seat } from '../../core/protocol/class-views.ts';
import type { ClassStore } from '../store/class-store.ts';
import { Turns } from './turns.ts';

const SETTING = 'car-places';
/** Beyond it the one given longest ago goes. */
const CARS_MAX = 500;

/** In the order in which they were given. */
const kept = z.array(z.tuple([z.string().max(64), seat])).max(CARS_MAX);

export class CarPlaces {
  readonly changes = new Emitter<void>();
  readonly #store: ClassStore;
  readonly #turns = new Turns();
  #places: ReadonlyMap<string, string>;

  private constructor(store: ClassStore, places: ReadonlyMap<string, string>) {
    this.#store = store;
    this.#places = places;
  }

  /** As the last bridge on this data left it. Errors: `store.*`. */
  static async load(store: ClassStore): Promise<Result<CarPlaces>> {
    const text = await store.setting(SETTING);
    if (!text.ok) return text;
    const places = kept.safeParse(JSON.parse(text.value ?? '[]'));
    return ok(new CarPlaces(store, new Map(places.success ? places.data : [])));
  }

  /** One car a seat: whoever had it before has none. undefined: no seat. On the disk when it is answered. */
  give(carId: string, place: string | undefined): Promise<Result<void>> {
    return this.#turns.take(async () => {
      const others = [...this.#places].filter(([id, taken]) => id !== carId && taken !== place);
      const places = [...others, ...(place === undefined ? [] : [[carId, place] as const])].slice(-CARS_MAX);
      const saved = await this.#store.saveSetting(SETTING, JSON.stringify(places));
      if (!saved.ok) return saved;
      this.#places = new Map(places);
      this.changes.emit();
      return ok(undefined);
    });
  }

  shownOn(devices: readonly DeviceView[]): readonly DeviceView[] {
    return devices.map((device) => {
      const place = device.car && this.#places.get(device.car.id);
      return place === undefined ? device : { ...device, car: { ...device.car!, place } };
    });
  }
}
