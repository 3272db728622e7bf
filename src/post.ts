import { connectEarly } from './early.ts';
import { Agents } from './http/agents.ts';
import { systemClock } from './runner/clock.ts';
import { readState } from './state.ts';
import { tooOld } from './version.ts';

// Main saves state where there is something to give back or to stop, and the only tenant to ask.
const { tenant, tokens, stops } = readState((name) => process.env[`STATE_${name}`] ?? '');
const busy = stops.length > 0 || (tokens.length > 0 && tenant?.revoke === true);
const { versions } = process;
const refused = tooOld(versions.node);
// A main that was refused has left nothing, and has said why.
if (refused === undefined)
  void (
    tenant !== undefined && busy
      ? connectEarly(tenant.origin, process.env)
      : Promise.resolve(new Agents(systemClock))
  ).then(async (agents) => {
    // In this file, and evaluated only now: the post step has too little to load for a file of its own.
    const { post } = await import(/* webpackMode: "eager" */ './post-program.ts');
    await post(agents);
  });
else if (busy)
  process.stdout.write(
    `::warning title=Qlik Cloud%3A clean-up failed::Nothing was cleaned up. ${refused}\n`,
  );
