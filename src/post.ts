import { connectEarly } from './early.ts';
import { systemClock } from './runner/clock.ts';
import { Agents } from './http/agents.ts';

// Main saves state where there is something to give back or to stop.
const { STATE_tokens: tokens = '', 'STATE_stop-url': stopUrl = '' } = process.env;
const keeps = /^\s*false\s*$/iu.test(process.env['INPUT_REVOKE-TOKEN'] ?? '');
const busy = stopUrl !== '' || (tokens !== '' && !keeps);
const ready = busy ? connectEarly(process.env) : Promise.resolve(new Agents(systemClock));
void ready.then(async (agents) => {
  // In this file, and evaluated only now: the post step has too little to load for a file of its own.
  const { post } = await import(/* webpackMode: "eager" */ './post-program.ts');
  await post(agents);
});
