/** Which robots there are and which one Run drives. Layer: web/state. The simulator is always there; the others are the bridge's. */
import type { Bridge, BridgeState, DeviceView } from '../adapters/bridge/bridge.ts';
import type { PageRole } from '../adapters/bridge/page-pass.ts';
import type { PortChoice } from '../adapters/serial/serial-messages.ts';
import { webSerial } from '../adapters/serial/web-serial.ts';
import type { RunRecordings } from '../adapters/simulator/run-recordings.ts';
import type { KitChoice } from '../../firmware-profiles/index.ts';
import type { Fault } from '../../core/base/result.ts';
import type { RobotSession } from '../../core/protocol/robot-session.ts';

export const SIMULATOR_ID = 'simulator';
/** A board at this computer's own USB, which the browser reaches by itself. */
export const OWN_PORT_ID = 'own-port';

/** On another computer than the bridge's: what is plugged in here is out of its reach. */
export const isElsewhere = (role: PageRole): boolean => role === 'student' || role === 'teacher';

export class RobotsState {
  #devices = $state.raw<readonly DeviceView[]>([]);
  #bridgeState = $state<BridgeState>('connecting');
  #bridgeProblem = $state.raw<Fault | undefined>(undefined);
  #chosenId = $state<string>(SIMULATOR_ID);
  #attempt = $state(0);
  #ownPort = $state.raw<PortChoice | undefined>(undefined);
  #ownPortProblem = $state.raw<Fault | undefined>(undefined);
  readonly #bridge: Bridge;
  readonly #recordings: RunRecordings;
  /** undefined for the simulator, and for a device that has just gone. */
  readonly chosen = $derived(this.#devices.find((device) => device.id === this.#chosenId));

  constructor(bridge: Bridge, recordings: RunRecordings) {
    this.#bridge = bridge;
    this.#recordings = recordings;
    this.#devices = bridge.devices;
    this.#bridgeState = bridge.state;
    this.#bridgeProblem = bridge.problem;
    bridge.events.subscribe((event) => {
      if (event.kind === 'devices') this.#devices = event.devices;
      else {
        this.#bridgeState = event.state;
        this.#bridgeProblem = event.problem;
      }
    });
  }

  get devices() {
    return this.#devices;
  }

  get bridgeState() {
    return this.#bridgeState;
  }

  get bridgeProblem() {
    return this.#bridgeProblem;
  }

  get chosenId() {
    return this.#chosenId;
  }

  /** Chromium on a secure page: localhost, or HTTPS. */
  readonly mayUseOwnPort = webSerial() !== undefined;

  /** The one that a person picked last. */
  get ownPort() {
    return this.#ownPort;
  }

  /** Why the browser let nobody pick a port. */
  get ownPortProblem() {
    return this.#ownPortProblem;
  }

  /** The bridge's own computer has it better: its bridge has the port, and keeps it when the page goes. */
  showsOwnPort(role: PageRole): boolean {
    return this.mayUseOwnPort && (isElsewhere(role) || this.#bridgeState !== 'online');
  }

  /** A person picks the port; nothing where they pick none. Only after a click. */
  async chooseOwnPort(): Promise<void> {
    const { choosePort } = await import('../adapters/serial/choose-port.ts');
    const port = await choosePort();
    if (port.ok) this.useOwnPort(port.value);
    else this.#ownPortProblem = port.fault;
  }

  useOwnPort(port: PortChoice): void {
    this.#ownPort = port;
    this.#ownPortProblem = undefined;
    this.choose(OWN_PORT_ID);
  }

  /** Also the way back to a robot that was lost: choosing it again connects again. */
  choose(id: string): void {
    this.#chosenId = id;
    this.#attempt += 1;
  }

  /** Changes whenever a new session is due. The simulator takes its track and its car with each run; another robot's are part of its session. */
  connectionKey(trackId: string, kit: KitChoice): string {
    return [this.#chosenId, this.#attempt, ...(this.#chosenId === SIMULATOR_ID ? [] : [trackId, JSON.stringify(kit)])].join(' ');
  }

  /** A session on the chosen robot; it connects by itself. */
  async open(trackId: string, kit: KitChoice): Promise<RobotSession> {
    if (this.#chosenId === OWN_PORT_ID && this.#ownPort !== undefined) {
      const { openSerial } = await import('../adapters/serial/open-serial.ts');
      return openSerial({ port: this.#ownPort, kit, recordings: this.#recordings });
    }
    if (this.#chosenId !== SIMULATOR_ID) return this.#bridge.openSession(this.#chosenId, { trackId, ...kit });
    const { openSimulator } = await import('../adapters/simulator/open-simulator.ts');
    return openSimulator({ recordings: this.#recordings });
  }
}
