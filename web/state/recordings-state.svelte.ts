/**
 * Every run of this page's own is recorded, without a switch; here its recording goes to the bridge, and waits in this browser while the bridge is
 * away. Layer: web/state. A page that is killed loses at most the last second: what it had is sent by the next page that opens.
 */
import { ulid } from 'ulid';
import type { RunAbout } from '../../core/protocol/run-views.ts';
import type { Bridge } from '../adapters/bridge/bridge.ts';
import type { RecordedRequest, RecordedRobot, RunRecording, RunRecordings } from '../adapters/simulator/run-recordings.ts';
import type { KeptRecording, RecordingStorage } from '../adapters/storage/recording-storage.ts';
import { holdLock, tryLock, type FreeLock } from '../adapters/storage/window-lock.ts';
import { RecordingUpload } from './recording-upload.ts';

/** Bytes kept here while the bridge is away; beyond it the oldest recordings that have ended go. */
const WAITING_BYTES_MAX = 128_000_000;
const RETRY_MS = 5000;
/** Where a browser cannot tell whether another window still records, a recording that rests this long is nobody's. */
const QUIET_MS = 60_000;
/** What a run started from a program without a project is called. */
const NAME_MAX = 80;

export interface RecordingsPorts {
  readonly bridge: Pick<Bridge, 'call' | 'events' | 'state'>;
  readonly storage: Promise<RecordingStorage>;
}

interface Upload {
  readonly upload: RecordingUpload;
  readonly free: FreeLock;
}

const lockOf = (id: string) => `guiji-run-${id}`;

export class RecordingsState implements RunRecordings {
  readonly #ports: RecordingsPorts;
  #uploads: readonly Upload[] = [];
  #storageWork: Promise<unknown> = Promise.resolve();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #waitingCount = $state(0);
  #lostCount = $state(0);

  constructor(ports: RecordingsPorts) {
    this.#ports = ports;
    ports.bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') this.#onOnline();
    });
    if (ports.bridge.state === 'online') this.#onOnline();
  }

  /** Runs whose recording is not whole on the bridge yet, the one under way left out. */
  get waitingCount() {
    return this.#waitingCount;
  }

  /** Runs that could not be kept. */
  get lostCount() {
    return this.#lostCount;
  }

  begin(request: RecordedRequest, robot: RecordedRobot): RunRecording {
    const startedAtMs = Date.now();
    const about: RunAbout = {
      ...{ id: ulid(startedAtMs), startedAtMs, ...robot, trackId: request.trackId },
      projectId: request.project?.id ?? '',
      projectName: (request.project?.name ?? '').slice(0, NAME_MAX),
    };
    const upload = this.#watch(about, holdLock(lockOf(about.id)));
    this.#store((storage) => storage.begin(about));
    return {
      write: (bytes) => {
        const offset = upload.totalBytes;
        upload.add(bytes);
        this.#store((storage) => storage.add(about.id, { offset, bytes }));
        this.#keepWithinLimit();
        void this.#pump(upload);
      },
      end: () => {
        upload.end();
        this.#count();
        void this.#pump(upload);
      },
    };
  }

  /** All that waits goes to the bridge now. False: something could not. */
  async sendNow(): Promise<boolean> {
    await this.#storageWork;
    for (const { upload } of this.#uploads) await this.#pump(upload);
    return this.#uploads.length === 0;
  }

  #watch(about: RunAbout, free: FreeLock): RecordingUpload {
    const onConfirmed = (offset: number) => this.#store((storage) => storage.forgetBefore(about.id, offset));
    const upload = new RecordingUpload({ about, bridge: this.#ports.bridge, onConfirmed });
    this.#uploads = [...this.#uploads, { upload, free }];
    return upload;
  }

  async #pump(upload: RecordingUpload): Promise<void> {
    const fault = await upload.pump();
    if (upload.state === 'given-up') this.#lostCount += 1;
    if (upload.state !== 'waiting') this.#forget(upload);
    else if (fault !== undefined) this.#retryLater();
    this.#count();
  }

  #forget({ about }: RecordingUpload): void {
    this.#uploads.find(({ upload }) => upload.about.id === about.id)?.free();
    this.#uploads = this.#uploads.filter(({ upload }) => upload.about.id !== about.id);
    this.#store((storage) => storage.remove(about.id));
  }

  /** One after another: many at once would be many recordings read from the disk at once. */
  #onOnline(): void {
    for (const { upload } of this.#uploads) {
      upload.linkIsNew();
      void this.#pump(upload);
    }
    this.#store(async (storage) => {
      for (const kept of await storage.all()) await this.#takeUp(storage, kept);
    });
  }

  #retryLater(): void {
    this.#retryTimer ??= setTimeout(() => {
      this.#retryTimer = undefined;
      if (this.#ports.bridge.state !== 'online') return;
      for (const { upload } of this.#uploads) void this.#pump(upload);
    }, RETRY_MS);
  }

  /** What an earlier page of this browser left. */
  async #takeUp(storage: RecordingStorage, { about, changedAtMs, totalBytes }: KeptRecording): Promise<void> {
    if (this.#uploads.some(({ upload }) => upload.about.id === about.id)) return;
    const lock = await tryLock(lockOf(about.id));
    if (lock === 'taken' || (lock === undefined && Date.now() - changedAtMs < QUIET_MS)) return;
    const upload = this.#watch(about, lock ?? (() => {}));
    upload.takeUp(await storage.piecesOf(about.id), totalBytes);
    void this.#pump(upload);
  }

  #keepWithinLimit(): void {
    const all = this.#uploads.map(({ upload }) => upload);
    let bytes = all.reduce((sum, upload) => sum + upload.heldBytes, 0);
    for (const upload of all) {
      if (bytes <= WAITING_BYTES_MAX) return;
      if (!upload.isEnded) continue;
      bytes -= upload.heldBytes;
      this.#lostCount += 1;
      this.#forget(upload);
    }
  }

  #count(): void {
    this.#waitingCount = this.#uploads.filter(({ upload }) => upload.isEnded).length;
  }

  /** Why errors are left: what the browser does not keep is still in memory and goes to the bridge all the same. */
  #store(work: (storage: RecordingStorage) => Promise<void>): void {
    this.#storageWork = this.#storageWork
      .then(() => this.#ports.storage)
      .then(work)
      .catch(() => {});
  }
}
