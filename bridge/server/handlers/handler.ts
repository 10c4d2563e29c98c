/** What answers a method of the bridge. Layer: bridge/server. */
import type { Result } from '../../../core/base/result.ts';
import type { BridgeMethod, ParamsOf, ResultOf } from '../../../core/protocol/bridge-methods.ts';
import type { BridgeNote } from '../../../core/protocol/bridge-notes.ts';
import type { Role } from '../../../core/protocol/method.ts';
import type { Classroom } from '../../class/classroom.ts';
import type { ClassPage } from '../../class/identity.ts';
import type { ClassKits } from '../../kits/class-kits.ts';
import type { KitShelf } from '../../kits/kit-shelf.ts';
import type { Packs } from '../../packs/packs.ts';
import type { Runs } from '../../runs/runs.ts';
import type { Store } from '../../store/store.ts';
import type { GuestWatch } from '../guest-watch.ts';
import type { PageSessions } from '../page-sessions.ts';
import type { Robots } from '../robots.ts';

/** Where the bridge stands in the network. */
export interface Place {
  readonly port: () => number;
  readonly isOpenToLan: boolean;
  readonly isSecure: boolean;
  readonly guests: Pick<GuestWatch, 'hasHadGuests'>;
}

/** What answers are made from; the same for every page. */
export interface Services {
  readonly store: Store;
  readonly robots: Robots;
  readonly runs: Runs;
  readonly packs: Packs;
  readonly kits: KitShelf;
  /** On a station: of its class. */
  readonly classKits: ClassKits;
  readonly classroom: Classroom;
}

/** Who asks, and what the answer may be made from. */
export interface MethodContext extends Services {
  readonly role: Role;
  /** Whose work it is: a student's id; '' is this computer's own. */
  readonly owner: string;
  /** The page itself, as its class knows it. */
  readonly page: ClassPage;
  readonly place: Place;
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
