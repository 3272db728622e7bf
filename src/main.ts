// Imported first, so that Node reads the CA certificates on another thread in the meantime.
import 'node:tls';
import { connectEarly } from './http/connections.ts';
import { nodeVersionError } from './version.ts';

// If the process exits before the program has started, the step has failed.
process.exitCode = 1;
const versionError = nodeVersionError(process.versions.node);
if (versionError === undefined)
  void connectEarly(process.env['INPUT_TENANT-URL'], process.env).then(async (connections) => {
    // A separate chunk, which V8 reads while the connection is being made.
    const { main } = await import('./step.ts');
    await main(connections);
  });
else process.stdout.write(`::error title=Qlik Cloud%3A step failed::${versionError}\n`);
