/** The whole bridge put together: store, robots, server. Layer: bridge/cli. */
import { existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeFaultCode, StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { classAddresses } from '../class/class-addresses.ts';
import { Classroom, type JoinDefaults } from '../class/classroom.ts';
import { ClassKits } from '../kits/class-kits.ts';
import { KitImages } from '../kits/kit-images.ts';
import { KitShelf } from '../kits/kit-shelf.ts';
import { openBridgePacks } from '../packs/open-packs.ts';
import { nodeSigner } from '../runs/node-signer.ts';
import { openSealKey, type SealKey } from '../runs/seal-key.ts';
import { openRunArchive } from '../runs/open-run-archive.ts';
import type { RunArchive } from '../runs/run-archive.ts';
import { startBridgeServer, type BridgeServer } from '../server/bridge-server.ts';
import type { Certificate } from '../server/certificate.ts';
import { Devices, type LiveRunAbout } from '../sessions/devices.ts';
import type { Store } from '../store/store.ts';
import { openWorkerStore } from '../store/worker-store.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';

const PAGES_FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url));
const DEFAULT_PORT = 4173;
/** How many ports after the default are tried. */
const PORTS_TRIED = 10;
const LOG_BYTES_MAX = 5_000_000;

export interface BridgeProcessOptions {
  /** undefined: the default, or one of the next where that is in use. 0: any. */
  readonly port: number | undefined;
  readonly lan: boolean;
  /** Everything over HTTPS. */
  readonly certificate?: Certificate | undefined;
  /** The class that this computer is to be a station of. */
  readonly join?: JoinDefaults;
  readonly data: string | undefined;
  /** `postgres://…` in place of the file in the data folder. */
  readonly databaseUrl: string | undefined;
  /** undefined: what `npm run build` made. */
  readonly pagesFolder: string | undefined;
}

export interface BridgeProcess {
  readonly port: number;
  /** Over HTTPS. */
  readonly isSecure: boolean;
  readonly classroom: Classroom;
  /** Where other devices find it; empty without `lan`. */
  readonly lanAddresses: readonly string[];
  readonly dataFolder: string;
  /** Every robot's motors off, at once and without waiting. */
  stopRobots(): void;
  /** Something of ours failed; it goes to the log in the data folder. */
  logBug(cause: unknown): void;
  close(): Promise<void>;
}

/** Errors: `bridge.*`, `store.*`. */
export async function startBridge(options: BridgeProcessOptions): Promise<Result<BridgeProcess>> {
  const folder = options.pagesFolder ?? PAGES_FOLDER;
  if (!existsSync(join(folder, 'index.html'))) return fail('bridge.pages-missing', { folder });
  const data = await openDataFolder(options.data);
  if (!data.ok) return data;
  const store = await openStore(options.databaseUrl, data.value);
  if (!store.ok) return store;
  const logBug = openLog(data.value);
  const sealKey = await openSealKey(data.value.path);
  const runs = sealKey.ok ? await openRuns({ data: data.value, store: store.value, sealKey: sealKey.value, onBug: logBug }) : sealKey;
  if (!runs.ok) {
    await store.value.close();
    return runs;
  }
  const packs = openBridgePacks({ dataFolder: data.value.path, nowMs: () => Date.now() });
  await packs.packs.uploads.clear();
  const kits = new KitShelf(data.value.path, packs.packs);
  const classKits = new ClassKits(data.value.path);
  const images = new KitImages(kits, packs.packs, classKits);
  const robots = new Devices({
    onBug: logBug,
    images,
    dataFolder: data.value.path,
    openSink: (run) => runs.value.openLive(aboutLive(run), run.owner),
    ...(sealKey.ok ? { signer: nodeSigner(sealKey.value.secretKey) } : {}),
  });
  const classroom = await Classroom.start({
    ...{ store: store.value, runs: runs.value, stopRobots: () => robots.stopAll(), onBug: logBug, classKits },
    ...{ nowMs: () => Date.now(), monotonicMs: () => performance.now() },
    ...(options.join === undefined ? {} : { joinDefaults: options.join }),
  });
  if (!classroom.ok) return classroom;
  const parts = { store: store.value, robots, runs: runs.value, packs: packs.packs, kits, classKits, classroom: classroom.value };
  const { lan, certificate } = options;
  const server = await listen(options, (port) =>
    startBridgeServer({ folder, port, lan, ...parts, onBug: logBug, ...(certificate === undefined ? {} : { certificate }) }),
  );
  const close = async (): Promise<void> => {
    robots.stopAll();
    if (server.ok) await server.value.close();
    await classroom.value.close();
    await robots.close();
    await runs.value.close();
    await packs.close();
    await store.value.close();
  };
  if (!server.ok) {
    await close();
    return server;
  }
  const { port } = server.value;
  return ok({
    port,
    isSecure: certificate !== undefined,
    classroom: classroom.value,
    lanAddresses: lan ? classAddresses({ port, isSecure: certificate !== undefined }).map(({ url }) => url) : [],
    dataFolder: data.value.path,
    stopRobots: () => robots.stopAll(),
    logBug,
    close,
  });
}

/** PostgreSQL's driver is loaded where a district runs it; SQLite's in its own thread. */
async function openStore(url: string | undefined, data: DataFolder): Promise<Result<Store, StoreFaultCode>> {
  if (url === undefined) return await openWorkerStore({ file: data.storeFile });
  return await (await import('../store/postgres-store.ts')).openPostgresStore({ url, nowMs: () => Date.now() });
}

function openRuns(options: {
  readonly data: DataFolder;
  readonly store: Store;
  readonly sealKey: SealKey;
  readonly onBug: (cause: unknown) => void;
}): Promise<Result<RunArchive>> {
  const { data, store, sealKey, onBug } = options;
  const { secretKey, trusted } = sealKey;
  return openRunArchive({
    folder: data.runsFolder,
    store: store.runs,
    sealKey: secretKey,
    trustedSealKeys: trusted,
    nowMs: () => Date.now(),
    onBug,
  });
}

function aboutLive({ deviceId, request }: LiveRunAbout): Parameters<RunArchive['openLive']>[0] {
  const { project, trackId } = request;
  return { projectId: project?.id ?? '', projectName: project?.name ?? '', robotName: deviceId, trackId };
}

function openLog(data: DataFolder): (cause: unknown) => void {
  const size = statSync(data.logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) truncateSync(data.logFile);
  const log = pino({ base: null }, pino.destination({ dest: data.logFile, sync: true }));
  return (cause) => {
    log.error(cause);
    if (process.env['GUIJI_DEBUG']) console.error(cause);
  };
}

async function listen(
  { port }: BridgeProcessOptions,
  start: (port: number) => Promise<Result<BridgeServer, BridgeFaultCode>>,
): Promise<Result<BridgeServer, BridgeFaultCode>> {
  if (port !== undefined) return await start(port);
  for (let tried = 0; ; tried++) {
    const started = await start(DEFAULT_PORT + tried);
    if (started.ok || started.fault.code !== 'bridge.port-in-use' || tried === PORTS_TRIED - 1) return started;
  }
}
