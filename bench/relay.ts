/**
 * A relay that makes loopback as slow as a network: `node bench/relay.ts TARGET-PORT RTT`. A program of
 * its own, so that it takes no time from what is measured. Prints its port.
 */
import { connect, createServer, type Socket } from 'node:net';
import { argv } from 'node:process';

const target = Number(argv[2]);
const roundTrip = Number(argv[3]);

/** Passes on what arrives, half a round trip later, and never before `earliest`. */
function delay(from: Socket, to: Socket, earliest: number): void {
  const later = (work: () => void): void => {
    const arrives = Math.max(performance.now(), earliest) + roundTrip / 2;
    setTimeout(work, arrives - performance.now());
  };
  from.on('data', (chunk) => {
    later(() => to.write(chunk));
  });
  from.on('end', () => {
    later(() => to.end());
  });
  from.on('error', () => to.destroy());
}

const server = createServer({ noDelay: true }, (client) => {
  // A TCP handshake takes a round trip, which loopback's does not: until then a client says nothing.
  const established = performance.now() + roundTrip;
  const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
  delay(client, upstream, established);
  delay(upstream, client, 0);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(String(address.port));
});
