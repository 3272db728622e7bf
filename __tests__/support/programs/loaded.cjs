/**
 * Loaded before a program (`--require`): at its end, prints one line of JSON with the built-in modules
 * that it required, in order, and the files that it loaded.
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
