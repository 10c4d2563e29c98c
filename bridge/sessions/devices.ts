/** The robots of this bridge: one virtual car, and what is plugged in. Each is used by one session at a time. Layer: bridge/sessions. */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { Emitter, type Events } from '../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener } from '../../core/device/byte-stream.ts';
import type { Clock } from '../../core/device/clock.ts';
import { BOARD_DRIVE_ID, type BoardState } from '../../core/protocol/board-progress.ts';
import type { CarAbout } from '../../core/robot/car-about.ts';
import { askWho } from '../../core/device/firmata/ask-who.ts';
import type { Finding } from '../../core/device/doctor/diagnose.ts';
import type { DeviceView } from '../../core/protocol/bridge-views.ts';
import type { RunRequest } from '../../core/protocol/robot-session.ts';
import { firmwareImageOf, type RobotProfile } from '../../core/robot/profile.ts';
import { trackOfRun } from '../../core/run/run-track.ts';
import type { Signer } from '../../core/run/seal.ts';
import type { RunSink } from '../../core/run/run-sink.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import type { Track } from '../../core/sim/track.ts';
import { chosenKit, DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { deviceOpener } from '../devices/device-opener.ts';
import { CarStore } from '../devices/car-store.ts';
import { KnownCars } from '../devices/known-cars.ts';
import { Newcomers } from '../devices/newcomers.ts';
import { listDevices, VIRTUAL_CAR_ID, type DeviceInfo } from '../devices/device-list.ts';
import { watchPortChanges, type PortChanges } from '../devices/port-changes.ts';
import { examine } from '../devices/doctor/doctor.ts';
import { nodeSystem } from '../devices/doctor/system-port.ts';
import { nodeClock } from '../devices/node-clock.ts';
import { boardDrives } from '../devices/board-drives.ts';
import { systemPortWatch } from '../devices/port-watch.ts';
import { loadBoardImages, type BoardImages } from '../emulator/firmware-image.ts';
import { FirmwareFiles } from '../kits/firmware-files.ts';
import { KitImages } from '../kits/kit-images.ts';
import { startVirtualCar, type VirtualCarOptions } from '../emulator/virtual-car-device.ts';
import type { BoardAbout, FirmwarePiece, NetworkAbout, Robots, SessionAbout } from '../server/robots.ts';
import { LiveSession } from '../../core/live/live-session.ts';
import { boardPlan, prepareBoard, type BoardPlan } from '../../core/live/prepare-board.ts';
import type { CarRecords, RobotDevice, TrackedCar } from '../../core/live/robot-device.ts';
import { VirtualEeprom } from './virtual-eeprom.ts';

/** How soon a board that is plugged in shows up where the system does not tell of it. */
const POLL_MS = 1000;
/** Where it does: for what it may have kept to itself. */
const POLL_TOLD_MS = 10_000;
const VIRTUAL_CAR_SEED = 1;

/** What is needed of a virtual car. */
export interface TrackedBoard extends TrackedCar {
  readonly opener: ByteStreamOpener;
  readonly clock: Clock;
  readonly ready: Promise<Result<void>>;
  close(): Promise<void>;
}

export interface LiveRunAbout {
  readonly deviceId: string;
  /** Whose run it is; '' for this computer's own. */
  readonly owner: string;
  readonly request: RunRequest;
}

export interface DevicesOptions {
  readonly openSink?: (run: LiveRunAbout) => Result<RunSink>;
  /** Seals what is recorded. */
  readonly signer?: Signer;
  readonly onBug: (cause: unknown) => void;
  /** Where the work is kept: its disk must not be full. */
  readonly dataFolder?: string;
  /** Absent: of kits that ship. */
  readonly images?: KitImages;
  /** For tests: what finds boards, how their bytes go, and what makes a virtual car. */
  readonly list?: typeof listDevices;
  readonly reach?: (deviceId: string) => Pick<RobotDevice, 'opener' | 'clock'> & { readonly profile?: RobotProfile };
  readonly watchPorts?: typeof watchPortChanges;
  readonly startCar?: (options: VirtualCarOptions) => TrackedBoard;
}

/** A board in its bootloader is a drive and has no port. */
const NO_PORT: ByteStreamOpener = { open: () => Promise.resolve(fail('device.not-found', { device: 'USB' })) };

interface AskedKit {
  /** What the page takes the board for. */
  readonly profileId?: string | undefined;
  /** Its document, where it does not ship. */
  readonly profile?: unknown;
  /** For a board that is about to be flashed: a virtual one is of this kit and has no firmware yet. */
  readonly blankOf?: RobotProfile | undefined;
}

export class Devices implements Robots {
  readonly changes: Events<readonly DeviceView[]>;
  readonly #cars: CarStore | undefined;
  readonly #eeprom: VirtualEeprom;
  readonly #known: KnownCars;
  readonly #newcomers = new Newcomers((device, signal) => this.#meet(device, signal));
  readonly #images: KitImages;
  readonly #options: DevicesOptions;
  readonly #changed = new Emitter<readonly DeviceView[]>();
  readonly #inUse = new Set<string>();
  readonly #sessions = new Set<LiveSession>();
  readonly #preparing = new Map<string, { isCancelled: boolean }>();
  readonly #firmwareFiles = new FirmwareFiles();
  #found: readonly DeviceInfo[] = [];
  #views: readonly DeviceView[] = [];
  #watchers = 0;
  #poll: NodeJS.Timeout | undefined;
  #changes: PortChanges | undefined;

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.#images = options.images ?? new KitImages();
    this.#cars = options.dataFolder === undefined ? undefined : new CarStore(options.dataFolder);
    this.#known = new KnownCars(options.dataFolder);
    this.#eeprom = new VirtualEeprom(options.dataFolder);
    this.changes = { subscribe: (listener) => this.#watch(listener) };
    this.#update();
  }

  get devices(): readonly DeviceView[] {
    return this.#views;
  }

  openSession(deviceId: string, { trackId, track, ...about }: SessionAbout): LiveSession {
    const asked = trackOfRun({ trackId, track });
    return this.openOn(deviceId, asked.ok ? asked.value : shippedTrack(DEFAULT_TRACK_ID)!, about);
  }

  /** On a track that need not be one of ours. */
  openOn(deviceId: string, track: Track, { owner = '', ...kit }: Omit<SessionAbout, 'trackId' | 'track'> = {}): LiveSession {
    const { openSink, signer, onBug } = this.#options;
    const session: LiveSession = new LiveSession({
      take: () => this.#take(deviceId, track, kit),
      onGone: () => this.#sessions.delete(session),
      onBug,
      ...(signer === undefined ? {} : { signer }),
      ...(openSink === undefined ? {} : { openSink: (request: RunRequest) => openSink({ deviceId, owner, request }) }),
    });
    this.#sessions.add(session);
    session.events.subscribe((event) => {
      if (event.kind === 'car') void this.#learnCar(deviceId, event.car);
    });
    return session;
  }

  addFirmware(piece: FirmwarePiece): Result<void> {
    return this.#firmwareFiles.add(piece);
  }

  async prepareBoard(board: BoardAbout, tell: (state: BoardState) => void): Promise<Result<void>> {
    const { deviceId } = board;
    const chosen = chosenKit(board);
    if (!chosen.ok) return chosen;
    const profile = chosen.value;
    const plan = await this.#planFor(profile, board);
    if (!plan.ok) return plan;
    const taken = await this.#take(deviceId, shippedTrack(DEFAULT_TRACK_ID)!, { blankOf: profile });
    if (!taken.ok) return taken;
    const job = { isCancelled: false };
    this.#preparing.set(deviceId, job);
    const { opener, clock, release } = taken.value;
    const tools = { opener, clock, portWatch: systemPortWatch, drives: boardDrives(), isCancelled: () => job.isCancelled };
    void prepareBoard(plan.value, { ...tools, tell })
      .catch(this.#options.onBug)
      .finally(() => {
        this.#preparing.delete(deviceId);
        void release();
      });
    return ok(undefined);
  }

  async #planFor(profile: RobotProfile, { fileId }: BoardAbout): Promise<Result<BoardPlan>> {
    const own = firmwareImageOf(profile);
    if (fileId === undefined && own === undefined) return fail('firmware.missing-image', { image: profile.id });
    const bytes = fileId === undefined ? await this.#images.find(profile.id, own!) : this.#firmwareFiles.take(fileId);
    return bytes.ok ? boardPlan(profile, { from: fileId === undefined ? 'kit' : 'person', bytes: bytes.value }) : bytes;
  }

  cancelPreparing(deviceId: string): void {
    const job = this.#preparing.get(deviceId);
    if (job !== undefined) job.isCancelled = true;
  }

  /** Every robot stopped, every port closed. */
  async close(): Promise<void> {
    clearTimeout(this.#poll);
    this.#watchers = -Infinity;
    this.#changes?.close();
    for (const job of this.#preparing.values()) job.isCancelled = true;
    await this.#newcomers.leaveAll();
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }

  async examine(network: NetworkAbout): Promise<readonly Finding[]> {
    await this.#newcomers.leaveAll();
    const found = await (this.#options.list ?? listDevices)();
    return await examine({
      ...{ system: nodeSystem, clock: nodeClock, wallClockMs: Date.now(), ownPid: process.pid, network },
      ...{
        dataFolder: this.#options.dataFolder ?? tmpdir(),
        devices: found.ok ? found.value : [],
        inUse: this.#inUse,
        openerOf: deviceOpener,
      },
      profileOf: ({ profiles }) => shippedProfile(profiles[0] ?? DEFAULT_PROFILE_ID) ?? defaultProfile(),
    });
  }

  /** At once, without waiting for anything: for the end of the process. */
  stopAll(): void {
    for (const session of this.#sessions) void session.stop();
  }

  async #take(deviceId: string, track: Track, kit: AskedKit = {}): Promise<Result<RobotDevice>> {
    if (this.#inUse.has(deviceId)) return fail('device.busy', { device: deviceId });
    this.#inUse.add(deviceId);
    this.#update();
    await this.#newcomers.leave(deviceId);
    const release = async (): Promise<void> => {
      if (!this.#inUse.delete(deviceId)) return;
      this.#update();
    };
    try {
      const device = deviceId === VIRTUAL_CAR_ID ? await this.#virtualCar(track, kit, release) : await this.#board(deviceId, kit, release);
      if (!device.ok) await release();
      return device;
    } catch (cause) {
      await release();
      throw cause;
    }
  }

  async #virtualCar(track: Track, { blankOf, ...kit }: AskedKit, release: () => Promise<void>): Promise<Result<RobotDevice>> {
    const asked = askedKit(kit);
    if (!asked.ok) return asked;
    const blank = blankOf !== undefined;
    const wanted = await this.#boardOf(blankOf ?? asked.value ?? defaultProfile(), blank);
    // Where nobody has the kit's images the usual car stands in.
    const board = wanted.ok || blank ? wanted : await this.#boardOf(defaultProfile(), blank);
    if (!board.ok) return board;
    const { profile, images } = board.value;
    const car = (this.#options.startCar ?? startVirtualCar)({
      ...{ profile, images, track, seed: VIRTUAL_CAR_SEED, blank },
      eeprom: this.#eeprom.shared,
    });
    const ready = await car.ready;
    const end = async (): Promise<void> => {
      await car.close();
      this.#keepEeprom();
      await release();
    };
    if (ready.ok)
      return ok({ profile, opener: car.opener, clock: car.clock, car, newCarId, ...this.#recordsOf(VIRTUAL_CAR_ID), release: end });
    await end();
    return ready;
  }

  async #boardOf(profile: RobotProfile, blank: boolean): Promise<Result<{ profile: RobotProfile; images: BoardImages }>> {
    const images = loadBoardImages(profile, { blank, read: await this.#images.readerFor(profile) });
    return images.ok ? ok({ profile, images: images.value }) : images;
  }

  async #board(deviceId: string, kit: AskedKit, release: () => Promise<void>): Promise<Result<RobotDevice>> {
    const asked = askedKit(kit);
    if (!asked.ok) return asked;
    const known = this.#found.find((found) => found.id === deviceId)?.profiles ?? [];
    // Why by the page's word: several kits have the same USB chip, a port over TCP has none, and nobody knows the school's own.
    const isPossible = asked.value !== undefined && (known.length === 0 || kit.profile !== undefined || known.includes(asked.value.id));
    const profile = isPossible ? asked.value : (shippedProfile(known[0] ?? DEFAULT_PROFILE_ID) ?? defaultProfile());
    if (deviceId === BOARD_DRIVE_ID) return ok({ profile, opener: NO_PORT, clock: nodeClock, newCarId, release });
    return await Promise.resolve(ok({ profile, newCarId, ...this.#wayTo(deviceId), ...this.#recordsOf(deviceId), release }));
  }

  /** Its name in the list of robots, now and when it is plugged in again. */
  async #learnCar(deviceId: string, about: CarAbout): Promise<void> {
    const device = this.#found.find(({ id }) => id === deviceId) ?? { id: deviceId };
    await this.#known.learn(device, about).catch(this.#options.onBug);
    this.#update();
  }

  #keepEeprom(): void {
    try {
      this.#eeprom.save();
    } catch (cause) {
      this.#options.onBug(cause);
    }
  }

  #recordsOf(deviceId: string): { readonly records?: CarRecords } {
    const cars = this.#cars;
    if (cars === undefined) return {};
    return {
      records: { find: (carId) => cars.find({ carId, deviceId }), keep: (carId, measured) => cars.keep({ carId, deviceId }, measured) },
    };
  }

  #watch(listener: (devices: readonly DeviceView[]) => void): () => void {
    const unsubscribe = this.#changed.subscribe(listener);
    if (++this.#watchers === 1) {
      this.#changes = (this.#options.watchPorts ?? watchPortChanges)(() => void this.#look());
      void this.#look();
    }
    let watches = true;
    return () => {
      unsubscribe();
      if (watches && --this.#watchers === 0) this.#endWatch();
      watches = false;
    };
  }

  #endWatch(): void {
    this.#changes?.close();
    this.#newcomers.forget();
  }

  async #meet(device: DeviceInfo, signal: AbortSignal): Promise<void> {
    const profile = shippedProfile(device.profiles[0]!);
    if (profile === undefined) return;
    const onOpened = (stream: ByteStream): void => signal.addEventListener('abort', () => void stream.close());
    const about = await askWho({ ...this.#wayTo(device.id), profile, onOpened }).catch(this.#options.onBug);
    if (about && !signal.aborted) await this.#learnCar(device.id, about);
  }

  #wayTo(deviceId: string): ReturnType<NonNullable<DevicesOptions['reach']>> {
    return this.#options.reach?.(deviceId) ?? { opener: deviceOpener(deviceId), clock: nodeClock };
  }

  /** Only while somebody watches: each look may ask the operating system for its ports. */
  async #look(): Promise<void> {
    clearTimeout(this.#poll);
    const found = await (this.#options.list ?? listDevices)().catch((cause: unknown) => {
      this.#options.onBug(cause);
      return ok<readonly DeviceInfo[]>([]);
    });
    if (this.#watchers <= 0) return;
    if (found.ok) this.#found = found.value.filter((device) => device.id !== VIRTUAL_CAR_ID);
    this.#newcomers.look(this.#found, (id) => !this.#inUse.has(id));
    this.#update();
    this.#poll = setTimeout(() => void this.#look(), this.#changes?.areTold ? POLL_TOLD_MS : POLL_MS);
    this.#poll.unref();
  }

  #update(): void {
    const car: DeviceView = {
      ...{ id: VIRTUAL_CAR_ID, kind: 'virtual-car', label: VIRTUAL_CAR_ID, profileId: DEFAULT_PROFILE_ID },
      ...this.#carAt({ id: VIRTUAL_CAR_ID }),
      busy: this.#inUse.has(VIRTUAL_CAR_ID),
    };
    const views = [car, ...this.#found.map((found) => this.#viewOf(found))];
    const isSame = JSON.stringify(views) === JSON.stringify(this.#views);
    this.#views = views;
    if (!isSame) this.#changed.emit(views);
  }

  #carAt(device: Pick<DeviceInfo, 'id' | 'usb'>): Pick<DeviceView, 'car'> {
    const car = this.#known.find(device);
    return car === undefined ? {} : { car };
  }

  #viewOf(device: DeviceInfo): DeviceView {
    const { id, profiles, busy, problem } = device;
    return {
      ...this.#carAt(device),
      ...{ id, kind: 'serial', label: id, busy: this.#inUse.has(id) || busy === true },
      ...(profiles[0] === undefined ? {} : { profileId: profiles[0] }),
      ...(problem === undefined ? {} : { problem: { code: problem, params: { device: id } } }),
    };
  }
}

const newCarId = (): string => randomBytes(8).toString('hex');

/** undefined: the page names none, or one that nobody knows. Errors: `profile.…`. */
function askedKit({ profileId = '', profile }: AskedKit): Result<RobotProfile | undefined> {
  if (profile === undefined && shippedProfile(profileId) === undefined) return ok(undefined);
  return chosenKit({ profileId, profile });
}

function defaultProfile(): RobotProfile {
  return shippedProfile(DEFAULT_PROFILE_ID)!;
}
