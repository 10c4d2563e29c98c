/** What we use of the browser's Web Serial. Layer: web/adapters/serial. Spec: https://wicg.github.io/serial/ (Chromium only, secure pages only). */

export interface WebSerialPort extends EventTarget {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { readonly baudRate: number; readonly bufferSize?: number }): Promise<void>;
  close(): Promise<void>;
  setSignals(signals: { readonly dataTerminalReady?: boolean; readonly requestToSend?: boolean }): Promise<void>;
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number };
}

export interface WebSerial extends EventTarget {
  getPorts(): Promise<readonly WebSerialPort[]>;
  /** Only after a click, and only in a window. */
  requestPort(options?: {
    readonly filters: readonly { readonly usbVendorId: number; readonly usbProductId?: number }[];
  }): Promise<WebSerialPort>;
}

/** undefined where the browser has none, or the page is not secure. */
export function webSerial(): WebSerial | undefined {
  return (navigator as { readonly serial?: WebSerial }).serial;
}
