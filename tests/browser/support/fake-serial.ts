/**
 * The browser's Web Serial, faked, in the page and in the worker. Layer: tests of pages. Both functions are sent to the browser as text, so each
 * stands alone. The worker keeps step with the emulated board (serial-board.ts): its timers go by the chip's time, so nothing depends on how quick
 * this computer is.
 */

declare global {
  interface Window {
    /** What the person does with the browser's list of ports. */
    pickedPort?: 'none' | 'forbidden' | 'board';
  }
}

/** What the board's side says: time, what came over the wire, whether the cable is in. */
export interface Turn {
  readonly nowMs: number;
  readonly bytes: readonly number[];
  readonly isPlugged: boolean;
}

/** What the worker's side asks, `turn` when it has done all that there was to do. */
export type Ask =
  | { readonly op: 'open'; readonly baud: number }
  | { readonly op: 'write'; readonly bytes: readonly number[] }
  | { readonly op: 'signals'; readonly dtr: boolean | undefined }
  | { readonly op: 'close' | 'turn' };

export function fakeSerialOfPage(): void {
  const port = { getInfo: () => ({ usbVendorId: 0x2341, usbProductId: 0x43 }) };
  const serial = {
    getPorts: () => Promise.resolve([port]),
    requestPort: () => {
      if (window.pickedPort === 'forbidden') return Promise.reject(new DOMException('not allowed', 'SecurityError'));
      return window.pickedPort === 'board' ? Promise.resolve(port) : Promise.reject(new DOMException('none selected', 'NotFoundError'));
    },
  };
  Object.defineProperty(navigator, 'serial', { value: serial, configurable: true });
}

export function fakeSerialOfWorker(address: string): void {
  const rest = new MessageChannel();
  const macrotask = (): Promise<void> =>
    new Promise((resolve) => {
      rest.port1.onmessage = () => resolve();
      rest.port2.postMessage(0);
    });
  let nowMs = 0;
  let nextTimer = 1;
  const timers = new Map<number, { readonly atMs: number; readonly work: () => void }>();
  Object.defineProperty(performance, 'now', { value: () => nowMs });
  Object.assign(self, {
    setTimeout: (work: () => void, ms = 0) => (timers.set(nextTimer, { atMs: nowMs + ms, work }), nextTimer++),
    clearTimeout: (timer: number) => void timers.delete(timer),
  });
  const fireDue = (): void => {
    for (const [id, { atMs, work }] of [...timers].toSorted(([, a], [, b]) => a.atMs - b.atMs)) {
      if (atMs <= nowMs && timers.delete(id)) work();
    }
  };

  const socket = new WebSocket(address);
  const connected = new Promise<void>((resolve) => (socket.onopen = () => resolve()));
  const ask = (message: Ask): void => void connected.then(() => socket.send(JSON.stringify(message)));
  let isPlugged = true;
  let onOpened: ((isOpen: boolean) => void) | undefined;
  let incoming: ReadableStreamDefaultController<Uint8Array> | undefined;

  class Port extends EventTarget {
    readable: ReadableStream<Uint8Array> | null = null;
    writable: WritableStream<Uint8Array> | null = null;

    async open({ baudRate }: { readonly baudRate: number }): Promise<void> {
      if (this.readable !== null) throw new DOMException('open already', 'InvalidStateError');
      ask({ op: 'open', baud: baudRate });
      const isOpen = await new Promise<boolean>((resolve) => (onOpened = resolve));
      if (!isOpen) throw new DOMException('Failed to open serial port.', 'NetworkError');
      this.readable = new ReadableStream({ start: (controller) => void (incoming = controller) });
      this.writable = new WritableStream({ write: (bytes) => ask({ op: 'write', bytes: [...bytes] }) });
    }

    close(): Promise<void> {
      this.readable = null;
      this.writable = null;
      ask({ op: 'close' });
      return Promise.resolve();
    }

    setSignals({ dataTerminalReady: dtr }: { readonly dataTerminalReady?: boolean }): Promise<void> {
      ask({ op: 'signals', dtr });
      return Promise.resolve();
    }

    getInfo(): object {
      return { usbVendorId: 0x2341, usbProductId: 0x43 };
    }

    pull(): void {
      this.readable = null;
      this.writable = null;
      incoming?.error(new DOMException('The device has been lost.', 'NetworkError'));
      incoming = undefined;
    }
  }

  const port = new Port();
  const serial = Object.assign(new EventTarget(), { getPorts: () => Promise.resolve(isPlugged ? [port] : []) });
  Object.defineProperty(navigator, 'serial', { value: serial, configurable: true });
  const onTurn = async (turn: Turn): Promise<void> => {
    nowMs = turn.nowMs;
    if (isPlugged && !turn.isPlugged) port.pull();
    isPlugged = turn.isPlugged;
    if (turn.bytes.length > 0 && port.readable !== null) incoming?.enqueue(Uint8Array.from(turn.bytes));
    fireDue();
    for (let i = 0; i < 4; i++) await macrotask();
    ask({ op: 'turn' });
  };
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data) as Turn | { readonly isOpen: boolean };
    if ('isOpen' in message) onOpened?.(message.isOpen);
    else void onTurn(message);
  };
  ask({ op: 'turn' });
}
