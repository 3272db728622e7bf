import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP server: the test handles each connection, byte by byte. */
export interface RawServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** All connections that were ever accepted, in order. */
  readonly accepted: readonly Socket[];
  close(): Promise<void>;
}

/** Starts one on loopback. Close it, or the process will not end. */
export async function startRawServer(serve: (socket: Socket) => void): Promise<RawServer> {
  const accepted: Socket[] = [];
  const server = createServer((socket) => {
    accepted.push(socket);
    // A client that breaks off is part of the game.
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    accepted,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of accepted) socket.destroy();
      await closed;
    },
  };
}
