/**
 * Makes the same calls on the package's entry (`core`) or on our runner (`ours`): both must print the
 * same text, and write the same to the runner's files.
 */
import { registerHooks } from 'node:module';

const ours = process.argv[2] === 'ours';
if (ours)
  // The two files are none of the package's exports: the bundle takes them by their paths, too.
  registerHooks({
    resolve: (name, context, next) =>
      next(
        name.startsWith('@actions/core/lib/')
          ? new URL(`../../../node_modules/${name}`, import.meta.url).href
          : name,
        context,
      ),
  });
const core = ours
  ? (await import('../../../src/runner/github.ts')).gitHubRunner()
  : await import('@actions/core');

const titled = (title) => (ours ? title : { title: `Qlik Cloud: ${title}` });
const group = (title, lines) => {
  if (ours) return core.group(title, lines);
  core.startGroup(title);
  lines.forEach(core.info);
  core.endGroup();
};
const setFailed = (message) => {
  if (ours) return core.setFailed(message);
  // Its `setFailed` takes no title.
  process.exitCode = core.ExitCode.Failure;
  core.error(message, titled('step failed'));
};

core.setSecret('a secret: 50% of it, and more');
core.setOutput('response', 'one\r\ntwo\n%0A,:;é😀\n');
core.setOutput('empty', '');
core.saveState('tokens', '["a","b"]');
core.info(core.getState('tokens'));
core.info(`${core.getInput('path')} ${core.getInput('two words')} ${core.getInput('none')}`);
core.debug('50% done, 100 %: é');
core.warning('two, things: 50%\nand another line', titled('not masked'));
group('a group, 10%', ['one', 'two: 3 %']);
setFailed('it failed: 50%\nand this is why');
