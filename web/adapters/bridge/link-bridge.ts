/** A Bridge on a link. Layer: web/adapters/bridge. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import { Emitter } from '../../../core/base/emitter.ts';
import type { Fault } from '../../../core/base/result.ts';
import type { RobotSession } from '../../../core/protocol/robot-session.ts';
import type { BridgeMethod, ParamsOf, ResultOf } from '../../../core/protocol/bridge-methods.ts';
import type { BridgeNote } from '../../../core/protocol/bridge-notes.ts';
import type { Result } from '../../../core/base/result.ts';
import type { Bridge, BridgeEvent, BridgeState, DeviceView, RemoteProjects } from './bridge.ts';
import { BridgeLink, type BridgeLinkOptions } from './bridge-link.ts';
import { BridgeSession, type StartHeartbeat } from './bridge-session.ts';

export interface LinkBridgeOptions extends BridgeLinkOptions {
  readonly startHeartbeat: StartHeartbeat;
}

export class LinkBridge implements Bridge {
  readonly events = new Emitter<BridgeEvent>();
  readonly notes = new Emitter<BridgeNote>();
  readonly projects: RemoteProjects;
  devices: readonly DeviceView[] = [];
  readonly #link: BridgeLink;
  readonly #startHeartbeat: StartHeartbeat;
  #sessionCount = 0;

  constructor(options: LinkBridgeOptions) {
    const link = new BridgeLink(options);
    this.#link = link;
    this.#startHeartbeat = options.startHeartbeat;
    this.projects = {
      list: () => link.call('projects.list', {}),
      load: (id) => link.call('projects.load', { id }),
      save: (project) => link.call('projects.save', { project }),
      history: (id) => link.call('projects.history', { id }),
      loadVersion: (id, version) => link.call('projects.loadVersion', { id, version }),
      remove: (id) => link.call('projects.remove', { id }),
    };
    link.events.subscribe((event) => {
      if (event.kind === 'session') return;
      if (event.kind === 'note') return this.notes.emit(event.note);
      if (event.kind === 'devices') this.devices = event.devices;
      else if (event.state !== 'online') this.#forgetDevices();
      this.events.emit(event);
    });
  }

  get state(): BridgeState {
    return this.#link.state;
  }

  get problem(): Fault | undefined {
    return this.#link.problem;
  }

  openSession(deviceId: string, options: { readonly trackId: string } & KitChoice): RobotSession {
    const startHeartbeat = this.#startHeartbeat;
    return new BridgeSession({ link: this.#link, startHeartbeat, sessionId: ++this.#sessionCount, deviceId, ...options });
  }

  call<M extends BridgeMethod>(method: M, params: ParamsOf<M>): Promise<Result<ResultOf<M>>> {
    return this.#link.call(method, params);
  }

  close(): void {
    this.#link.close();
  }

  #forgetDevices(): void {
    if (this.devices.length === 0) return;
    this.devices = [];
    this.events.emit({ kind: 'devices', devices: [] });
  }
}
