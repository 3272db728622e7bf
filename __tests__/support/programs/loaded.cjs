/** Loaded before a program (`--require`): tells, when it ends, which files it has loaded. */
const { appendFileSync } = require('node:fs');

process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  appendFileSync(process.env.LOADED, files.map((file) => `${file}\n`).join(''));
});
