/** One emulated board, the bridge's sessions of one page and that page's heartbeat, all by the chip's clock. */
import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { Heartbeats } from '../../../bridge/server/heartbeats.ts';
import { PAGE_LIMITS } from '../../../bridge/server/limits.ts';
import { PageSessions } from '../../../bridge/server/page-sessions.ts';
import { requestOf } from '../../../bridge/sessions/testing/emulated-devices.ts';
import { ManyBoards, type OneBoard } from '../../../bridge/sessions/testing/many-boards.ts';
import { BEAT_EVERY_MS } from '../../../core/protocol/heartbeat.ts';
import type { RobotSession } from '../../../core/protocol/robot-session.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { World } from '../../../core/sim/world.ts';
import { MotorPins, motorPinsOf } from './motor-pins.ts';

const SESSION_ID = 1;
const GIVE_UP_MS = 1500;

/** The end of a page's heartbeat at the bridge. */
class PageSocket extends EventEmitter {
  terminate(): void {}
}

export class MemoryRig {
  readonly board: OneBoard;
  readonly #many: ManyBoards;
  readonly #pages: PageSessions;
  readonly #heartbeats: Heartbeats;
  readonly #pins = new MotorPins();
  #heart = new PageSocket();
  #isBeating = false;

  constructor(profile: RobotProfile) {
    this.#many = new ManyBoards({ count: 1, profile });
    this.board = this.#many.boards[0]!;
    this.#heartbeats = new Heartbeats(this.#many.clock);
    this.#pages = new PageSessions({
      ...{ robots: this.#many.devices, limits: PAGE_LIMITS, heartbeats: this.#heartbeats, owner: () => '', send: () => {} },
    });
    const { chip } = this.board.car;
    for (const pin of motorPinsOf(profile).map((each) => chip.pins.pin(each))) {
      chip.watchPin(pin, (isHigh) => this.#pins.changed(pin, isHigh, this.board.car.nowMs));
    }
  }

  get session(): RobotSession {
    const found = this.#pages.find(SESSION_ID);
    if (!found.ok) throw new Error(found.fault.code);
    return found.value;
  }

  /** A program on a robot that stands ready, until its motors turn. */
  async begin(text: string): Promise<void> {
    const open = this.#pages.find(SESSION_ID);
    if (!this.#isBeating || !open.ok || open.value.status.state !== 'ready') await this.openPage();
    const begun = await this.session.run(requestOf(text));
    if (!begun.ok) throw new Error(begun.fault.code);
    await this.untilDriving();
  }

  /** @returns chip time it took */
  async untilDriving(): Promise<number> {
    return await this.timeUntil(() => this.#pins.isAnyHigh);
  }

  /** @returns chip time it took */
  async timeUntil(holds: () => boolean): Promise<number> {
    const fromMs = this.board.car.nowMs;
    await this.#many.until(holds, GIVE_UP_MS);
    return this.board.car.nowMs - fromMs;
  }

  /** @returns chip time from now until the motor pins went low for good */
  async untilRest(): Promise<number> {
    const fromMs = this.board.car.nowMs;
    await this.#many.until(() => this.#pins.restingSinceMs(this.board.car.nowMs) !== undefined, GIVE_UP_MS);
    return Math.max(0, this.#pins.restingSinceMs(this.board.car.nowMs)! - fromMs);
  }

  async pass(ms: number): Promise<void> {
    await this.#many.runMs(ms);
  }

  /** A tab that beats, with a session on the board. */
  async openPage(): Promise<void> {
    const opened = await this.#many.settle(this.#pages.open(SESSION_ID, { deviceId: this.board.id, trackId: 'oval' }));
    if (!opened.ok) throw new Error(opened.fault.code);
    await this.#many.until(() => this.session.status.state !== 'connecting');
    if (this.session.status.state !== 'ready') throw new Error(JSON.stringify(this.session.status));
    this.#heart = new PageSocket();
    this.#heartbeats.attach(this.#heart as unknown as WebSocket);
    this.#isBeating = true;
    this.#beat(this.#heart, opened.value.heartbeatKey);
  }

  /** Both of its sockets end. */
  closePage(): void {
    this.#isBeating = false;
    this.#heart.emit('close');
    void this.#pages.closeAll();
  }

  /** Its sockets stay, and nothing comes any more: the page's Wi-Fi is gone, or its computer hangs. */
  silencePage(): void {
    this.#isBeating = false;
  }

  /** In the air every sensor sees dark. */
  lift(isLifted: boolean): void {
    const { world } = this.board.car;
    const dark: Pick<World, 'lineRaw'> = { lineRaw: () => 1 };
    if (isLifted) Object.assign(world, dark);
    else Reflect.deleteProperty(world, 'lineRaw');
  }

  async close(): Promise<void> {
    this.#isBeating = false;
    await this.#many.settle(this.#pages.closeAll());
    await this.#many.settle(this.#many.devices.close());
  }

  #beat(heart: PageSocket, says: string): void {
    if (!this.#isBeating || heart !== this.#heart) return;
    heart.emit('message', Buffer.from(says));
    this.#many.clock.after(BEAT_EVERY_MS, () => this.#beat(heart, '1'));
  }
}
