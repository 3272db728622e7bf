/**
 * Loaded before a program (`--require`): tells, when it ends, in one line of JSON, which of Node's modules
 * it asked for, in order, and which files it has loaded.
 */
const { appendFileSync } = require('node:fs');
const Module = require('node:module');

const load = Module._load;
const builtins = [];
Module._load = function (request, ...rest) {
  if (Module.isBuiltin(request)) builtins.push(request);
  return load.call(this, request, ...rest);
};

process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  appendFileSync(process.env.LOADED, `${JSON.stringify({ builtins, files })}\n`);
});
