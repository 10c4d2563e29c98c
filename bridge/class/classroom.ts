/** Everything of this bridge that has to do with classes, put together: its own class, and its seat in another's. Layer: bridge/class. */
import { ok, type Result } from '../../core/base/result.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';
import { CarPlaces } from './car-places.ts';
import { ClassAdmission } from './class-admission.ts';
import { ClassDesk } from './class-desk.ts';
import type { ClassLinkTimes } from './class-link.ts';
import { ClassMessages } from './class-messages.ts';
import { ClassWork } from './class-work.ts';
import type { Identity } from './identity.ts';
import type { ClassKits } from '../kits/class-kits.ts';
import { Station } from './station.ts';

/** What `guiji up --join` was given. */
export interface JoinDefaults {
  readonly address?: string;
  readonly code?: string;
  readonly seat?: string;
}

export interface ClassroomOptions {
  readonly store: Store;
  readonly runs: Runs;
  readonly stopRobots: () => void;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly onBug: (cause: unknown) => void;
  readonly joinDefaults?: JoinDefaults;
  readonly linkTimes?: Partial<ClassLinkTimes>;
  /** Where a station keeps the kits of its class. */
  readonly classKits?: ClassKits;
}

export class Classroom {
  readonly desk: ClassDesk;
  readonly admission: ClassAdmission;
  readonly work: ClassWork;
  readonly station: Station;
  readonly messages: ClassMessages;
  readonly joinDefaults: JoinDefaults;
  readonly carPlaces: CarPlaces;

  private constructor(options: ClassroomOptions, { desk, station, carPlaces }: Pick<Classroom, 'desk' | 'station' | 'carPlaces'>) {
    const { store, runs, nowMs, monotonicMs } = options;
    this.desk = desk;
    this.station = station;
    this.carPlaces = carPlaces;
    this.messages = new ClassMessages({ pages: () => desk.pages, toSchool: (messages) => station.send(messages) });
    this.admission = new ClassAdmission({ desk, store: store.classes, nowMs, monotonicMs });
    this.work = new ClassWork({ desk, store, runs, nowMs });
    this.joinDefaults = options.joinDefaults ?? {};
  }

  /** As the last bridge on this data left it. Errors: `store.*`. */
  static async start(options: ClassroomOptions): Promise<Result<Classroom>> {
    const { store, runs, stopRobots, nowMs, monotonicMs, onBug, linkTimes: times, classKits } = options;
    const desk = await ClassDesk.start({ store, stopRobots, nowMs, monotonicMs, onBug });
    if (!desk.ok) return desk;
    const station = await Station.start({
      ...{ store, runs, nowMs, stopRobots, onBug },
      ...(times === undefined ? {} : { times }),
      ...(classKits === undefined ? {} : { classKits }),
    });
    if (!station.ok) return station;
    const carPlaces = await CarPlaces.load(store.classes);
    return carPlaces.ok ? ok(new Classroom(options, { desk: desk.value, station: station.value, carPlaces: carPlaces.value })) : carPlaces;
  }

  /** Whose work a page sees: a student's own; this computer's own, or of whoever sits at it. */
  ownerOf(identity: Identity): string {
    if (identity.role === 'student') return identity.studentId;
    return identity.role === 'owner' ? this.station.owner : '';
  }

  isLocked(identity: Identity): boolean {
    if (identity.role === 'student') return this.desk.isLocked(identity.studentId);
    return identity.role === 'owner' && this.station.isLocked;
  }

  async close(): Promise<void> {
    this.messages.close();
    this.station.close();
    await this.desk.finish();
  }
}
