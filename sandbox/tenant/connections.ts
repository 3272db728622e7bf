import type { IncomingMessage } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** A TCP connection. Behind TLS it is not the socket that a request names. */
interface Connection {
  /** From 1, in the order of arrival. */
  readonly id: number;
  readonly socket: Socket;
}

/** The TCP connections of a server. */
export class Connections {
  #opened = 0;
  readonly #open = new Map<string, Connection>();

  constructor(server: HttpServer | HttpsServer) {
    server.on('connection', (socket: Socket) => {
      const peer = peerOf(socket);
      this.#opened += 1;
      this.#open.set(peer, { id: this.#opened, socket });
      socket.once('close', () => this.#open.delete(peer));
      socket.on('error', () => undefined);
    });
  }

  /** How many were ever opened. */
  get opened(): number {
    return this.#opened;
  }

  /** How many are open now. */
  get open(): number {
    return this.#open.size;
  }

  /** @returns the connection that a request came on */
  of(request: IncomingMessage): Connection {
    // A TLS socket has no public way to what it goes over, but the peer is the same.
    const connection = this.#open.get(peerOf(request.socket));
    return connection ?? { id: 0, socket: request.socket };
  }

  /** Ends all of them at once. */
  destroy(): void {
    for (const { socket } of this.#open.values()) socket.destroy();
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress ?? ''} ${String(remotePort)}`;
}
