/**
 * Loaded before the action (`--require`): prints how long each module of Node or of the action takes
 * to load, without its own imports, and when the program ends.
 */
const Module = require('node:module');
const { appendFileSync } = require('node:fs');

const load = Module._load;
const found = [];
/** Milliseconds that the imports of the module being loaded took. */
let below = 0;

Module._load = function (request, ...rest) {
  const outer = below;
  below = 0;
  const start = performance.now();
  try {
    return load.call(this, request, ...rest);
  } finally {
    const total = performance.now() - start;
    found.push([request, total - below]);
    below = outer + total;
  }
};

const begin = performance.now();
process.on('exit', () => {
  const row = { begin, end: performance.now(), modules: found };
  appendFileSync(process.env.REQUIRES, `${JSON.stringify(row)}\n`);
});
