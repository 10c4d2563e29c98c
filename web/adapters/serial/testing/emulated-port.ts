/** The emulated board behind a faked Web Serial. Layer: tests of web/adapters/serial. */
import type { InProcessCar } from '../../../../bridge/emulator/testing/in-process-car.ts';
import type { WebSerialPort } from '../web-serial.ts';

/** A board behind Web Serial as the browser shows it: streams that come and go with the port. */
export class EmulatedPort extends EventTarget implements WebSerialPort {
  readonly #bench: InProcessCar;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  readonly signals: boolean[] = [];
  pull: () => void = () => {};

  constructor(bench: InProcessCar) {
    super();
    this.#bench = bench;
  }

  open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    if (this.readable !== null) return Promise.reject(new DOMException('open already', 'InvalidStateError'));
    const board = this.#bench.openStream({ baud: baudRate });
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        board.events.subscribe((event) => {
          if (event.kind === 'data') controller.enqueue(event.bytes);
        });
        this.pull = () => {
          this.readable = null;
          this.writable = null;
          controller.error(new DOMException('The device has been lost.', 'NetworkError'));
          board.vanish();
        };
      },
    });
    this.writable = new WritableStream<Uint8Array>({ write: (bytes) => board.write(bytes), close: () => board.end() });
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (this.readable?.locked === true || this.writable?.locked === true) return Promise.reject(new TypeError('a stream is locked'));
    this.readable = null;
    this.writable = null;
    return Promise.resolve();
  }

  setSignals({ dataTerminalReady = true }): Promise<void> {
    this.signals.push(dataTerminalReady);
    if (dataTerminalReady) this.#bench.car.line.resetBoard();
    return Promise.resolve();
  }

  getInfo(): { readonly usbVendorId: number; readonly usbProductId: number } {
    return { usbVendorId: 0x2341, usbProductId: 0x43 };
  }
}
