/**
 * One board on its way to being ready, as this page follows it. Layer: web/features/robots. The work is the bridge's, or that of this page's own
 * worker where the board hangs on this computer's USB and no bridge reaches it.
 */
import { ulid } from 'ulid';
import { fail, ok, type Fault, type Result } from '../../../core/base/result.ts';
import type { FirmwareFile } from '../../../core/live/prepare-board.ts';
import { uf2For } from '../../../core/device/flash/flash-drive.ts';
import { flashTarget } from '../../../core/device/flash/flash-target.ts';
import { FIRMWARE_PIECE_BYTES_MAX, type BoardState } from '../../../core/protocol/board-progress.ts';
import { firmwareImageOf, type RobotProfile } from '../../../core/robot/profile.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import { choosePort, isPlugged } from '../../adapters/serial/choose-port.ts';
import { shippedFirmware } from '../../adapters/serial/firmware-files.ts';
import { prepareOwnBoard, type OwnBoard } from '../../adapters/serial/prepare-own-board.ts';
import type { PortChoice } from '../../adapters/serial/serial-messages.ts';
import { saveFile } from '../../ui/save-file.ts';
import { SAVE_ID } from './board-places.ts';
import { OWN_PORT_ID, SIMULATOR_ID, type RobotsState } from '../../state/robots-state.svelte.ts';

/** A session of this page on that robot ends first; bridge and browser need a moment for it. */
const RELEASE_TRIES_MAX = 20;
const RELEASE_EVERY_MS = 250;
const STILL_OURS = new Set(['device.busy', 'device.port-refused']);

export interface ReadyRequest {
  /** A device of the bridge, a board that is a drive, `OWN_PORT_ID` or `SAVE_ID`. */
  readonly deviceId: string;
  readonly profile: RobotProfile;
  /** For a kit that brings none. */
  readonly file: Uint8Array | undefined;
}

export class ReadyState {
  #board = $state.raw<BoardState | undefined>(undefined);
  /** It has turned into another device, and a person must pick it. */
  #wantsPort = $state(false);
  /** Label of the drive onto which the saved file goes. */
  #savedFor = $state<string | undefined>(undefined);
  #deviceId = '';
  #own: OwnBoard | undefined;
  #port: PortChoice | undefined;
  readonly #bridge: Bridge;
  readonly #robots: RobotsState;

  constructor(bridge: Bridge, robots: RobotsState) {
    this.#bridge = bridge;
    this.#robots = robots;
  }

  get board() {
    return this.#board;
  }

  get savedFor() {
    return this.#savedFor;
  }

  get wantsPort() {
    return this.#wantsPort;
  }

  get isBusy() {
    return this.#board !== undefined && this.#board.step !== 'ready' && this.#board.step !== 'failed';
  }

  /** Listens as long as the dialog is open. @returns stops it. */
  follow(): () => void {
    return this.#bridge.notes.subscribe((note) => {
      if (note.name === 'board.progress' && note.value.deviceId === this.#deviceId) this.#board = note.value.state;
    });
  }

  async begin(request: ReadyRequest): Promise<void> {
    const { deviceId } = request;
    const isOwn = deviceId === OWN_PORT_ID;
    if (deviceId === SAVE_ID) return await this.#save(request);
    // First of all: the browser shows its list of ports only right after a click.
    if (isOwn && !(await this.#hasPort())) return;
    this.#deviceId = deviceId;
    this.#board = { step: 'flashing', phase: 'connecting', attempt: 1, percent: 0 };
    const isOurs = this.#robots.chosenId === deviceId;
    if (isOurs) this.#robots.choose(SIMULATOR_ID);
    for (let tries = 1; ; tries++) {
      const begun = await (isOwn ? this.#beginHere(request) : this.#beginAtBridge(request));
      if (begun.ok) return;
      if (!isOurs || !STILL_OURS.has(begun.fault.code) || tries >= RELEASE_TRIES_MAX) return this.#failed(begun.fault);
      await new Promise((resolve) => setTimeout(resolve, RELEASE_EVERY_MS));
    }
  }

  cancel(): void {
    if (!this.isBusy) return;
    if (this.#own !== undefined) this.#own.cancel();
    else void this.#bridge.call('board.cancel', { deviceId: this.#deviceId });
  }

  /** The device that the board has turned into. */
  async pickAgain(): Promise<void> {
    const port = await choosePort();
    if (port.ok) this.#own?.picked(port.value);
  }

  /** The robot that has just become ready is the one to drive. */
  use(): void {
    if (this.#deviceId === OWN_PORT_ID && this.#port !== undefined) this.#robots.useOwnPort(this.#port);
    else this.#robots.choose(this.#deviceId);
  }

  async #save({ profile, file }: ReadyRequest): Promise<void> {
    const target = flashTarget(profile);
    const firmware = file === undefined ? await shippedFirmware(profile) : ok({ bytes: file });
    if (!firmware.ok) return this.#failed(firmware.fault);
    if (!target.ok || target.value.kind !== 'uf2') return this.#failed(fail('flash.no-way', { board: profile.board.name }).fault);
    const { bytes } = firmware.value;
    const judged = uf2For(bytes, target.value.family);
    if (!judged.ok) return this.#failed(judged.fault);
    saveFile(new Blob([bytes as Uint8Array<ArrayBuffer>]), `${profile.id}.uf2`);
    this.#savedFor = target.value.bootloader.volume;
  }

  async #hasPort(): Promise<boolean> {
    const known = this.#port ?? this.#robots.ownPort;
    const port = known !== undefined && (await isPlugged(known)) ? ok(known) : await choosePort();
    if (port.ok) this.#port = port.value;
    else this.#failed(port.fault);
    return port.ok;
  }

  async #beginHere({ profile, file }: ReadyRequest): Promise<Result<void>> {
    const firmware = file === undefined ? await shippedFirmware(profile) : ok<FirmwareFile>({ from: 'person', bytes: file });
    const port = this.#port;
    if (!firmware.ok || port === undefined) return firmware.ok ? fail('device.not-found', { device: 'USB' }) : firmware;
    return await new Promise((resolve) => {
      this.#own = prepareOwnBoard({
        ...{ port, profile, firmware: firmware.value },
        onState: (state) => {
          this.#wantsPort = false;
          // Refused before anything has begun: whoever had the port may let it go.
          if (state.step === 'failed') this.#own = undefined;
          if (state.step === 'failed') return this.#isUntouched ? resolve({ ok: false, fault: state.fault }) : this.#failed(state.fault);
          this.#board = state;
          if (!this.#isUntouched) resolve(ok(undefined));
        },
        onWantsPort: () => (this.#wantsPort = true),
      });
    });
  }

  get #isUntouched(): boolean {
    return this.#board?.step === 'flashing' && this.#board.phase === 'connecting';
  }

  async #beginAtBridge({ deviceId, profile, file }: ReadyRequest): Promise<Result<void>> {
    this.#own = undefined;
    const fileId = file === undefined ? undefined : ulid();
    const sent = file === undefined ? ok(undefined) : await this.#hand(file, fileId!);
    if (!sent.ok) return sent;
    const kit = shippedProfile(profile.id) === profile ? { profileId: profile.id } : { profileId: profile.id, profile };
    return await this.#bridge.call('board.prepare', { deviceId, ...kit, ...(fileId === undefined ? {} : { fileId }) });
  }

  async #hand(file: Uint8Array, fileId: string): Promise<Result<void>> {
    for (let at = 0; at < file.length; at += FIRMWARE_PIECE_BYTES_MAX) {
      const taken = await this.#bridge.call('board.file', { fileId, at, bytes: file.subarray(at, at + FIRMWARE_PIECE_BYTES_MAX) });
      if (!taken.ok) return taken;
    }
    return ok(undefined);
  }

  #failed({ code, params }: Fault): void {
    this.#own = undefined;
    this.#board = { step: 'failed', fault: { code, params } };
  }
}

/** Its firmware comes from a file that a person has. */
export const needsFile = (profile: RobotProfile): boolean => firmwareImageOf(profile) === undefined;
