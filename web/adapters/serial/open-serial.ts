/** A board at this computer's USB as a RobotSession: the page's side of the serial worker. Layer: web/adapters/serial. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, type Result } from '../../../core/base/result.ts';
import type {
  BenchCall,
  CarBench,
  DebugCommand,
  RobotSession,
  RunRequest,
  SessionEvent,
  SessionStatus,
} from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import type { RunRecording, RunRecordings } from '../simulator/run-recordings.ts';
import type { FromSerial, PortChoice, SerialCommand, ToSerial } from './serial-messages.ts';
import { nameOf } from './web-serial-stream.ts';

/** The worker lets the last bytes go out, which switch the motors off, before it ends. */
const CLOSE_MS_MAX = 1500;

export interface SerialOptions {
  readonly port: PortChoice;
  readonly kit: KitChoice;
  readonly recordings: RunRecordings;
}

class SerialSession implements RobotSession {
  readonly events = new Emitter<SessionEvent>();
  status: SessionStatus = { state: 'connecting' };
  readonly bench: CarBench = {
    measure: () => this.#onBench({ method: 'measure', args: [] }),
    spin: (...args) => this.#onBench({ method: 'spin', args }),
    tryOutput: (...args) => this.#onBench({ method: 'tryOutput', args }),
    calibrate: (...args) => this.#onBench({ method: 'calibrate', args }),
    name: (...args) => this.#onBench({ method: 'name', args }),
  };
  readonly #options: SerialOptions;
  readonly #worker: Worker;
  readonly #answers = new Map<number, (result: Result<unknown>) => void>();
  readonly #onPageHide = () => this.#post({ kind: 'command', id: ++this.#id, command: { kind: 'stop' } });
  #id = 0;
  #request: RunRequest | undefined;
  #recording: RunRecording | undefined;

  constructor(options: SerialOptions) {
    this.#options = options;
    this.#worker = new Worker(new URL('../../workers/serial-worker.ts', import.meta.url), { type: 'module', name: 'serial' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromSerial>) => this.#receive(data);
    this.#worker.onerror = () => {
      this.#endRecording();
      this.#show({ kind: 'status', status: { state: 'lost', problem: { code: 'device.vanished', params: {} } } });
    };
    // The worker goes with the page; mostly it hears this before. A firmware with a watchdog stops its motors in any case.
    addEventListener('pagehide', this.#onPageHide);
    this.#post({ kind: 'open', port: options.port, kit: options.kit });
  }

  run(request: RunRequest): Promise<Result<void>> {
    this.#request = request;
    return this.#do({ kind: 'run', request });
  }

  pause(): Promise<Result<void>> {
    return this.#do({ kind: 'pause' });
  }

  resume(): Promise<Result<void>> {
    return this.#do({ kind: 'resume' });
  }

  step(): Promise<Result<void>> {
    return this.#do({ kind: 'step' });
  }

  debug(command: DebugCommand): Promise<Result<void>> {
    return this.#do({ kind: 'debug', command });
  }

  async stop(): Promise<void> {
    await this.#do({ kind: 'stop' });
  }

  tell(news: OutsideNews): void {
    this.#post({ kind: 'tell', news });
  }

  async close(): Promise<void> {
    await Promise.race([this.#do({ kind: 'close' }), new Promise((resolve) => setTimeout(resolve, CLOSE_MS_MAX))]);
    this.#worker.terminate();
    removeEventListener('pagehide', this.#onPageHide);
    this.#endRecording();
    for (const answer of this.#answers.values()) answer(fail('session.wrong-state', { state: 'lost' }));
  }

  #onBench<T>(call: BenchCall): Promise<Result<T>> {
    return this.#do({ kind: 'bench', call });
  }

  /** @typeParam T what the command answers */
  #do<T = void>(command: SerialCommand): Promise<Result<T>> {
    if (this.status.state === 'lost' && command.kind !== 'close') {
      return Promise.resolve(fail('session.wrong-state', { state: this.status.state }));
    }
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#answers.set(id, resolve as (result: Result<unknown>) => void);
      this.#post({ kind: 'command', id, command });
    });
  }

  #receive(message: FromSerial): void {
    if (message.kind === 'answer') {
      this.#answers.get(message.id)?.(message.result);
      this.#answers.delete(message.id);
    } else if (message.kind === 'event') this.#show(message.event);
    else if (message.kind === 'recording') this.#record(message.bytes);
    else {
      this.#post({ kind: 'ack' });
      for (const event of message.events) this.#show(event);
    }
  }

  #record(bytes: Uint8Array): void {
    if (this.#request === undefined) return;
    this.#recording ??= this.#options.recordings.begin(this.#request, { robot: 'live', robotName: nameOf(this.#options.port) });
    this.#recording.write(bytes);
  }

  #endRecording(): void {
    this.#recording?.end();
    this.#recording = undefined;
  }

  #show(event: SessionEvent): void {
    if (event.kind === 'ended') this.#endRecording();
    if (event.kind === 'status') this.status = event.status;
    this.events.emit(event);
  }

  #post(message: ToSerial): void {
    this.#worker.postMessage(message);
  }
}

/** It connects at once; watch its status. */
export function openSerial(options: SerialOptions): RobotSession {
  return new SerialSession(options);
}
