/** A board that is a script, as the browser shows its port. Layer: tests of web/adapters/serial. */
import type { ByteStream, ByteStreamOpener } from '../../../../core/device/byte-stream.ts';
import type { WebSerialPort } from '../web-serial.ts';

interface UsbIds {
  readonly usbVendorId: number;
  readonly usbProductId: number;
}

export class ScriptedPort extends EventTarget implements WebSerialPort {
  readonly #opener: ByteStreamOpener;
  readonly #ids: UsbIds;
  #stream: ByteStream | undefined;
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;

  constructor(opener: ByteStreamOpener, ids: UsbIds) {
    super();
    this.#opener = opener;
    this.#ids = ids;
  }

  async open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    const opened = await this.#opener.open({ baud: baudRate });
    if (!opened.ok) throw new DOMException(opened.fault.code, 'NetworkError');
    const stream = opened.value;
    this.#stream = stream;
    this.readable = new ReadableStream({
      start: (controller) => void stream.events.subscribe((event) => void (event.kind === 'data' && controller.enqueue(event.bytes))),
    });
    this.writable = new WritableStream({ write: (bytes) => stream.write(bytes) });
  }

  async close(): Promise<void> {
    this.readable = null;
    this.writable = null;
    await this.#stream?.close();
  }

  async setSignals({ dataTerminalReady: dtr, requestToSend: rts }: Parameters<WebSerialPort['setSignals']>[0]): Promise<void> {
    await this.#stream?.setLines?.({ ...(dtr === undefined ? {} : { dtr }), ...(rts === undefined ? {} : { rts }) });
  }

  getInfo(): UsbIds {
    return this.#ids;
  }
}
