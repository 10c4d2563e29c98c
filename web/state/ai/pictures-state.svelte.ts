/** The sorted pictures of the open project. Layer: web/state. Each change is kept at once. */
import { ulid } from 'ulid';
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
import type { PictureChange, PictureStorage } from '../../adapters/storage/picture-storage.ts';

type Changed = Result<true, DatasetFaultCode>;

const NOTHING: PictureChange = { added: [], removedIds: [] };

export class PicturesState {
  #classes = $state.raw<readonly ImageClass[]>([]);
  #lasting = $state(true);
  #loading = $state(true);
  readonly #storage: Promise<PictureStorage>;
  #projectId = '';
  readonly count = $derived(sampleCountOf({ classes: this.#classes }));

  constructor(storage: Promise<PictureStorage>) {
    this.#storage = storage;
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
    const storage = await this.#storage;
    const kept = await storage.load(projectId).catch(() => undefined);
    if (projectId !== this.#projectId) return;
    this.#lasting = storage.lasting;
    this.#classes = kept?.classes ?? firstNames.map((name) => ({ id: ulid(), name, samples: [] }));
    this.#loading = false;
  }

  /** Errors: `dataset.too-many-classes`, `dataset.same-name`. */
  addClass(name: string): Result<ImageClass, DatasetFaultCode> {
    if (this.#classes.length >= CLASSES_MAX) return fail('dataset.too-many-classes', { limit: CLASSES_MAX });
    const tidy = tidyName(name);
    if (this.#hasName(tidy)) return fail('dataset.same-name', { name: tidy });
    const added = { id: ulid(), name: tidy, samples: [] };
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
    const sample = { id: ulid(), ...look };
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
    const projectId = this.#projectId;
    void this.#storage.then((storage) => storage.save(projectId, { classes }, change)).catch(() => (this.#lasting = false));
  }
}

function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').slice(0, CLASS_NAME_LENGTH_MAX).trim();
}
