/** The bridge that served this page, as the pages see it. Layer: web/adapters/bridge. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import type { Events } from '../../../core/base/emitter.ts';
import type { Fault, Result } from '../../../core/base/result.ts';
import type { Project } from '../../../core/project/project.ts';
import type { DeviceView, ProjectSummary, ProjectVersionView } from '../../../core/protocol/bridge-views.ts';
import type { BridgeMethod, ParamsOf, ResultOf } from '../../../core/protocol/bridge-methods.ts';
import type { BridgeNote } from '../../../core/protocol/bridge-notes.ts';
import type { RobotSession } from '../../../core/protocol/robot-session.ts';

export type { DeviceView, ProjectSummary, ProjectVersionView };

export type BridgeState = 'connecting' | 'online' | 'offline' | 'refused';

export interface RemoteProjects {
  list(): Promise<Result<readonly ProjectSummary[]>>;
  load(id: string): Promise<Result<Project>>;
  /** Confirmed only when it is on the bridge's disk. Saving the same content again adds no version. */
  save(project: Project): Promise<Result<{ readonly version: number }>>;
  history(id: string): Promise<Result<readonly ProjectVersionView[]>>;
  loadVersion(id: string, version: number): Promise<Result<Project>>;
  remove(id: string): Promise<Result<void>>;
}

export type BridgeEvent =
  | { readonly kind: 'state'; readonly state: BridgeState; readonly problem?: Fault }
  | { readonly kind: 'devices'; readonly devices: readonly DeviceView[] };

export interface Bridge {
  readonly state: BridgeState;
  /** Why it is offline or refused. */
  readonly problem: Fault | undefined;
  readonly devices: readonly DeviceView[];
  readonly events: Events<BridgeEvent>;
  readonly projects: RemoteProjects;
  /** What the bridge tells unasked. */
  readonly notes: Events<BridgeNote>;
  /** Any method of the table. Errors: of the method; `bridge.unreachable`, `bridge.not-allowed`, `protocol.*`. */
  call<M extends BridgeMethod>(method: M, params: ParamsOf<M>): Promise<Result<ResultOf<M>>>;
  /** The session connects at once; watch its status. */
  openSession(deviceId: string, options: { readonly trackId: string } & KitChoice): RobotSession;
  close(): void;
}

/** web/adapters/bridge/connect-bridge.ts exports `connectBridge` of this type; it reconnects by itself. */
export type ConnectBridge = () => Bridge;
