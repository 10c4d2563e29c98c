/** The sorted pictures of the open project. Layer: web/state. Each change is kept here at once, and on the bridge as soon as it is there. */
import { monotonicFactory } from 'ulid';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import {
  CLASS_NAME_LENGTH_MAX,
  CLASSES_MAX,
  SAMPLES_PER_CLASS_MAX,
  sampleCountOf,
  type DatasetFaultCode,
  type ImageClass,
  type ImageDataset,
  type ImageSample,
} from '../../../core/learn/image-dataset.ts';
import { featuresFromBytes, featuresToBytes } from '../../../core/learn/feature-bytes.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import type { KeptCopy, PictureChange, PictureStorage } from '../../adapters/storage/picture-storage.ts';
import { PictureCopy } from './picture-copy.ts';

type Changed = Result<true, DatasetFaultCode>;

const NOTHING: PictureChange = { added: [], removedIds: [] };

/** Why monotonic: the order of ids is the order in which classes were made, also of two made at once. */
const newId = monotonicFactory();

export class PicturesState {
  #classes = $state.raw<readonly ImageClass[]>([]);
  #lasting = $state(true);
  #loading = $state(true);
  readonly #storage: Promise<PictureStorage>;
  readonly #bridge: Bridge;
  #projectId = '';
  #copy: PictureCopy | undefined;
  readonly count = $derived(sampleCountOf({ classes: this.#classes }));

  constructor(storage: Promise<PictureStorage>, bridge: Bridge) {
    this.#storage = storage;
    this.#bridge = bridge;
  }

  get classes(): readonly ImageClass[] {
    return this.#classes;
  }

  get dataset(): ImageDataset {
    return { classes: this.#classes };
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** false where the browser keeps nothing. */
  get lasting(): boolean {
    return this.#lasting;
  }

  /** @param firstNames the classes of a project that has none: "none of these", and one to begin with. */
  async open(projectId: string, firstNames: readonly string[]): Promise<void> {
    this.#projectId = projectId;
    this.#loading = true;
    this.#classes = [];
    this.#copy?.close();
    this.#copy = undefined;
    const storage = await this.#storage;
    const kept = await storage.load(projectId).catch(() => undefined);
    if (projectId !== this.#projectId) return;
    this.#lasting = storage.lasting;
    this.#classes = kept?.classes ?? [];
    const copy = this.#copyOf(projectId, kept);
    this.#copy = copy;
    // Why it waits: a browser that was wiped must not begin anew beside what the bridge has.
    await copy.meet();
    if (this.#copy !== copy) return;
    if (this.#classes.length === 0) this.#classes = firstNames.map((name) => ({ id: newId(), name, samples: [] }));
    this.#loading = false;
  }

  #copyOf(projectId: string, kept: ConstructorParameters<typeof PictureCopy>[0]['kept']): PictureCopy {
    const classesNow = () => this.#classes;
    return new PictureCopy({
      ...{ bridge: this.#bridge, projectId, kept },
      pictures: {
        get classes() {
          return classesNow();
        },
        receive: (classes, change) => {
          this.#classes = classes;
          this.#keep(change);
        },
        keep: (copy) => this.#keep(NOTHING, copy),
      },
    });
  }

  /** Errors: `dataset.too-many-classes`, `dataset.same-name`. */
  addClass(name: string): Result<ImageClass, DatasetFaultCode> {
    if (this.#classes.length >= CLASSES_MAX) return fail('dataset.too-many-classes', { limit: CLASSES_MAX });
    const tidy = tidyName(name);
    if (this.#hasName(tidy)) return fail('dataset.same-name', { name: tidy });
    const added = { id: newId(), name: tidy, samples: [] };
    this.#change([...this.#classes, added]);
    return ok(added);
  }

  /** An empty name changes nothing. Errors: `dataset.same-name`. */
  renameClass(id: string, name: string): Changed {
    const tidy = tidyName(name);
    if (tidy === '' || this.#classes.some((each) => each.id === id && each.name === tidy)) return ok(true);
    if (this.#hasName(tidy)) return fail('dataset.same-name', { name: tidy });
    this.#change(this.#classes.map((each) => (each.id === id ? { ...each, name: tidy } : each)));
    return ok(true);
  }

  /** The first class stays: a net that knows no "none of these" calls everything something. */
  removeClass(id: string): void {
    const removed = this.#classes.slice(1).find((each) => each.id === id);
    if (removed === undefined) return;
    const removedIds = removed.samples.map((sample) => sample.id);
    this.#change(
      this.#classes.filter((each) => each !== removed),
      { added: [], removedIds },
    );
  }

  /** Errors: `dataset.class-full`. A class that is gone takes nothing. */
  addSample(classId: string, look: Pick<ImageSample, 'features' | 'thumbnail'>): Changed {
    const into = this.#classes.find((each) => each.id === classId);
    if (into === undefined) return ok(true);
    if (into.samples.length >= SAMPLES_PER_CLASS_MAX) return fail('dataset.class-full', { name: into.name, limit: SAMPLES_PER_CLASS_MAX });
    // Rounded as the bridge keeps it, so that a kept set trains to the same head.
    const sample = { id: newId(), thumbnail: look.thumbnail, features: featuresFromBytes(featuresToBytes(look.features)) };
    this.#change(
      this.#classes.map((each) => (each === into ? { ...each, samples: [...each.samples, sample] } : each)),
      { added: [sample], removedIds: [] },
    );
    return ok(true);
  }

  /** Errors: `dataset.class-full`. */
  moveSample(id: string, classId: string): Changed {
    const sample = this.sample(id);
    const into = this.#classes.find((each) => each.id === classId);
    if (sample === undefined || into === undefined || into.samples.includes(sample)) return ok(true);
    if (into.samples.length >= SAMPLES_PER_CLASS_MAX) return fail('dataset.class-full', { name: into.name, limit: SAMPLES_PER_CLASS_MAX });
    this.#change(
      this.#classes.map((each) => {
        const others = each.samples.filter((one) => one !== sample);
        return { ...each, samples: each === into ? [...others, sample] : others };
      }),
    );
    return ok(true);
  }

  removeSample(id: string): void {
    const without = (each: ImageClass) => ({ ...each, samples: each.samples.filter((sample) => sample.id !== id) });
    this.#change(this.#classes.map(without), { added: [], removedIds: [id] });
  }

  sample(id: string): ImageSample | undefined {
    return this.#classes.flatMap(({ samples }) => samples).find((sample) => sample.id === id);
  }

  #hasName(name: string): boolean {
    return this.#classes.some((each) => each.name === name);
  }

  #change(classes: readonly ImageClass[], change: PictureChange = NOTHING): void {
    this.#classes = classes;
    this.#copy?.changed(classes);
    this.#keep(change);
  }

  #keep(change: PictureChange, copy: KeptCopy | undefined = this.#copy?.kept): void {
    const projectId = this.#projectId;
    const pictures = { classes: this.#classes, copy };
    void this.#storage.then((storage) => storage.save(projectId, pictures, change)).catch(() => (this.#lasting = false));
  }
}

function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').slice(0, CLASS_NAME_LENGTH_MAX).trim();
}
