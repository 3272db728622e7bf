/**
 * `npm run bench -- call|start|files|mask`: measures the built action, and prints the results.
 * `npm run bench -- call --against <checkout>` compares each row with another build, in alternation.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAgainst, benchCall } from './call.ts';
import { benchFiles } from './files.ts';
import { benchMask } from './mask.ts';
import { benchStart } from './start.ts';

const benches: Readonly<Record<string, (rounds: number | undefined) => Promise<void>>> = {
  call: benchCall,
  start: benchStart,
  files: benchFiles,
  mask: benchMask,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, against: { type: 'string' } },
});
const names = positionals.length === 0 ? Object.keys(benches) : positionals;
for (const name of names) {
  const bench = benches[name];
  if (bench === undefined)
    throw new Error(`bench: ${Object.keys(benches).join(', ')}; not ${name}`);
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (values.against !== undefined) await benchAgainst(resolve(values.against), rounds);
  else await bench(rounds);
}
