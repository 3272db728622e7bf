// Imported first, so that Node reads the CA certificates on another thread in the meantime.
import 'node:tls';
import { connectEarly } from './http/connections.ts';
import { readState } from './state.ts';
import { nodeVersionError } from './version.ts';

// Main has saved any tokens to revoke and jobs to stop, and the only tenant to send requests to.
const { tenant, tokens, stops } = readState((name) => process.env[`STATE_${name}`] ?? '');
const busy = stops.length > 0 || (tokens.length > 0 && tenant?.revoke === true);
const versionError = nodeVersionError(process.versions.node);
// With a Node that is too old, main was refused as well. It can only have saved something if it ran with another.
if (versionError === undefined)
  void connectEarly(busy ? tenant?.origin : undefined, process.env).then(async (connections) => {
    // In this chunk, but evaluated only now: the post step is too small for a chunk of its own.
    const { post } = await import(/* webpackMode: "eager" */ './cleanup.ts');
    await post(connections);
  });
else if (busy)
  process.stdout.write(
    `::warning title=Qlik Cloud%3A clean-up failed::Nothing was cleaned up. ${versionError}\n`,
  );
