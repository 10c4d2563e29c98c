/** What johnny-five and firmata-io take for given of Node, for a page. Layer: web/adapters/serial. Imported before them. */

class Bytes extends Uint8Array {
  writeUInt8(value: number, offset: number): void {
    this[offset] = value;
  }

  override toString(): string {
    return new TextDecoder().decode(this);
  }
}

const NodeBuffer = {
  from(values: ArrayLike<number> | string): Bytes {
    const bytes = typeof values === 'string' ? new TextEncoder().encode(values) : values;
    const buffer = new Bytes(bytes.length);
    buffer.set(bytes);
    return buffer;
  },
  alloc: (length: number) => new Bytes(length),
};

const NS_PER_MS = 1_000_000;
const MS_PER_S = 1000;

function hrtime(since: readonly [number, number] = [0, 0]): [number, number] {
  const ms = performance.now() - since[0] * MS_PER_S - since[1] / NS_PER_MS;
  return [Math.floor(ms / MS_PER_S), Math.floor((ms % MS_PER_S) * NS_PER_MS)];
}

const nodeProcess = {
  env: {},
  versions: {},
  platform: 'browser',
  nextTick: (work: (...values: unknown[]) => void, ...values: unknown[]) => queueMicrotask(() => work(...values)),
  hrtime,
  on: () => nodeProcess,
};

Object.assign(globalThis, {
  global: globalThis,
  process: nodeProcess,
  Buffer: NodeBuffer,
  setImmediate: (work: () => void) => setTimeout(work, 0),
});
