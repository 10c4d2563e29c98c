/** What answers a method of the bridge. Layer: bridge/server. */
import type { Result } from '../../../core/base/result.ts';
import type { BridgeMethod, ParamsOf, ResultOf } from '../../../core/protocol/bridge-methods.ts';
import type { BridgeNote } from '../../../core/protocol/bridge-notes.ts';
import type { Role } from '../../../core/protocol/method.ts';
import type { Packs } from '../../packs/packs.ts';
import type { Runs } from '../../runs/runs.ts';
import type { Store } from '../../store/store.ts';
import type { PageSessions } from '../page-sessions.ts';
import type { Robots } from '../robots.ts';

/** Who asks, and what the answer may be made from. */
export interface MethodContext {
  readonly role: Role;
  /** Whose work it is: a student's id; '' is this computer's own. */
  readonly owner: string;
  readonly store: Store;
  readonly robots: Robots;
  readonly runs: Runs;
  readonly packs: Packs;
  readonly sessions: PageSessions;
  readonly notes: Notes;
}

export interface Notes {
  /** To the page that asked. */
  send(note: BridgeNote): void;
  /** To every page that has said hello. */
  broadcast(note: BridgeNote): void;
}

export type Handler<M extends BridgeMethod> = (params: ParamsOf<M>, context: MethodContext) => Promise<Result<ResultOf<M>>>;
export type Handlers<M extends BridgeMethod> = { readonly [N in M]: Handler<N> };
