/** A ByteStream as the `SerialPort` of Web Serial that esptool-js asks for. Layer: device. Spec: https://wicg.github.io/serial/. */
import type { ByteStream, ByteStreamOpener, StreamFault } from '../byte-stream.ts';

export class EspPort {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  /** Why it would not open, or why it went. */
  fault: StreamFault | undefined;
  readonly #opener: ByteStreamOpener;
  #stream: ByteStream | undefined;

  constructor(opener: ByteStreamOpener) {
    this.#opener = opener;
  }

  async open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    const opened = await this.#opener.open({ baud: baudRate });
    if (!opened.ok) {
      this.fault = opened.fault;
      throw new Error(opened.fault.code);
    }
    const stream = opened.value;
    this.#stream = stream;
    let unsubscribe = (): void => {};
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        unsubscribe = stream.events.subscribe((event) => {
          if (event.kind === 'data') return controller.enqueue(event.bytes);
          unsubscribe();
          if (event.fault === undefined) return;
          this.fault = event.fault;
          controller.error(new Error(event.fault.code));
        });
      },
      cancel: () => unsubscribe(),
    });
    this.writable = new WritableStream<Uint8Array>({ write: (bytes) => stream.write(bytes) });
  }

  async close(): Promise<void> {
    this.readable = null;
    this.writable = null;
    await this.#stream?.close();
  }

  /** DTR pulls IO0 low, RTS pulls EN low: the two transistors of every ESP board. */
  async setSignals({ dataTerminalReady: dtr, requestToSend: rts }: SerialOutputSignals): Promise<void> {
    await this.#stream?.setLines?.({ ...(dtr === undefined ? {} : { dtr }), ...(rts === undefined ? {} : { rts }) });
  }

  getInfo(): object {
    return {};
  }

  /** Whatever state esptool-js left it in. */
  async end(): Promise<void> {
    await this.#stream?.close();
  }
}

/** Of Web Serial. */
interface SerialOutputSignals {
  readonly dataTerminalReady?: boolean;
  readonly requestToSend?: boolean;
}
