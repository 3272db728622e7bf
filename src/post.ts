// First: Node reads the authorities' certificates on a thread of their own from then on.
import 'node:tls';
import { connectEarly } from './http/connections.ts';
import { readState } from './state.ts';
import { tooOld } from './version.ts';

// Main saves state where there is something to give back or to stop, and the only tenant to ask.
const { tenant, tokens, stops } = readState((name) => process.env[`STATE_${name}`] ?? '');
const busy = stops.length > 0 || (tokens.length > 0 && tenant?.revoke === true);
const { versions } = process;
const refused = tooOld(versions.node);
// A main that was refused has left nothing, and has said why.
if (refused === undefined)
  void connectEarly(busy ? tenant?.origin : undefined, process.env).then(async (connections) => {
    // In this file, and evaluated only now: the post step has too little to load for a file of its own.
    const { post } = await import(/* webpackMode: "eager" */ './cleanup.ts');
    await post(connections);
  });
else if (busy)
  process.stdout.write(
    `::warning title=Qlik Cloud%3A clean-up failed::Nothing was cleaned up. ${refused}\n`,
  );
