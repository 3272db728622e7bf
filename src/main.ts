// First: Node reads the authorities' certificates on a thread of their own from then on.
import 'node:tls';
import { connectEarly } from './http/connections.ts';
import { tooOld } from './version.ts';

// Whatever happens before the program has begun is a failure.
process.exitCode = 1;
const { versions } = process;
const refused = tooOld(versions.node);
if (refused === undefined)
  void connectEarly(process.env['INPUT_TENANT-URL'], process.env).then(async (connections) => {
    // A file of its own: V8 reads it while the connection is being made.
    const { main } = await import('./step.ts');
    await main(connections);
  });
else process.stdout.write(`::error title=Qlik Cloud%3A step failed::${refused}\n`);
