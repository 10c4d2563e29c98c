/** The emulated board's port over TCP, for `avrdude -P net:…` and for our own tcp-stream.ts. Layer: bridge/emulator. */
import { createServer, type Server, type Socket } from 'node:net';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { linkClient } from './client-link.ts';
import type { VirtualCarDevice } from './virtual-car-device.ts';

export type ServeTcpFaultCode = 'device.tcp-port-in-use' | 'device.emulator-failed';

export interface ServedPort {
  /** Where clients find it. */
  readonly address: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** @param port 0: any free one. On this computer only. One client at a time; another is hung up on. */
export function serveTcp(device: VirtualCarDevice, port: number): Promise<Result<ServedPort, ServeTcpFaultCode>> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    const link = linkClient(device, { input: socket, output: socket });
    if (!link.ok) return socket.destroy();
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      link.value.close();
    });
    return undefined;
  });
  return new Promise((resolve) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const what = cause.code ?? cause.message;
      resolve(what === 'EADDRINUSE' ? fail('device.tcp-port-in-use', { port }) : fail('device.emulator-failed', { what }, cause));
    });
    server.listen(port, HOST, () => resolve(ok(served(server, sockets))));
  });
}

function served(server: Server, sockets: ReadonlySet<Socket>): ServedPort {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: `tcp:${HOST}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
