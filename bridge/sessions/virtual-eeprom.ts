/** The virtual car's EEPROM: as a real one's, it outlives the car's power, and the bridge. Layer: bridge/sessions. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Of the largest emulated chip. */
const BYTES = 4096;
const ERASED = 0xff;

export class VirtualEeprom {
  /** Shared with the car's thread, which writes it. */
  readonly shared = new SharedArrayBuffer(BYTES);
  readonly #bytes = new Uint8Array(this.shared).fill(ERASED);
  readonly #file: string | undefined;
  #saved: Uint8Array;

  /** @param dataFolder absent: it is kept as long as the bridge lives */
  constructor(dataFolder: string | undefined) {
    this.#file = dataFolder === undefined ? undefined : join(dataFolder, 'cars', 'virtual-car.eeprom');
    try {
      if (this.#file !== undefined) this.#bytes.set(readFileSync(this.#file).subarray(0, BYTES));
    } catch {
      // None yet.
    }
    this.#saved = this.#bytes.slice();
  }

  /** To the disk, where it has changed. Throws what the file system throws. */
  save(): void {
    if (this.#file === undefined || this.#saved.every((byte, at) => byte === this.#bytes[at])) return;
    this.#saved = this.#bytes.slice();
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, this.#saved);
  }
}
