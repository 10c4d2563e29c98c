/** ByteStream over TCP: an emulated board, or a real one behind a serial server. Layer: bridge/devices. */
import { connect } from 'node:net';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamFaultCode } from '../../core/device/byte-stream.ts';
import { QueuedStream } from '../../core/device/queued-stream.ts';
import { nodeClock } from './node-clock.ts';

const CONNECT_MS_MAX = 5000;

export function tcpOpener(host: string, port: number): ByteStreamOpener {
  return { open: ({ baud }) => openTcp(host, port, baud) };
}

function openTcp(host: string, port: number, baud: number): Promise<Result<ByteStream, StreamFaultCode>> {
  return new Promise((resolve) => {
    const device = `tcp:${host}:${port}`;
    const socket = connect({ host, port, noDelay: true });
    const failed = (cause: NodeJS.ErrnoException): void => {
      socket.destroy();
      const code = cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND' ? 'device.not-found' : 'device.open-failed';
      resolve(fail(code, { device, what: cause.code ?? cause.message }, cause));
    };
    socket.setTimeout(CONNECT_MS_MAX, () => failed(new Error('ETIMEDOUT')));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', failed);
      // 'close' follows and tells.
      socket.on('error', () => {});
      const stream = new QueuedStream(
        {
          handOver: (bytes, done) => socket.write(bytes, () => done()),
          resetBoard: () => Promise.resolve(),
          close: () => new Promise((closed) => (socket.destroyed ? closed() : socket.destroySoon(), socket.once('close', () => closed()))),
        },
        { clock: nodeClock, baud },
      );
      socket.on('data', (bytes) => stream.received(new Uint8Array(bytes)));
      socket.on('close', () => stream.ended({ code: 'device.vanished', params: {} }));
      resolve(ok(stream));
    });
  });
}
