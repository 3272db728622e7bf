/**
 * `npm run check:dist`: compares dist in git with a fresh build of src, byte for byte.
 *
 * It compares git's index, not the work tree, because `npm test` builds there and would hide a bundle
 * that was not committed. In a clone the index is the commit; before a commit, run `git add dist`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { bundleAll } from './bundle.ts';
import { distFolder, root } from './paths.ts';

/** File (relative to dist, with `/`) → hash of its content, as git counts it. */
type Tree = Map<string, string>;

function git(args: string[], input = ''): string[] {
  const text = execFileSync('git', args, { cwd: root, input, encoding: 'utf8' });
  return text.split('\n').filter((line) => line !== '');
}

function committed(): Tree {
  const lines = git(['-c', 'core.quotePath=false', 'ls-files', '--stage', '--', distFolder]);
  return new Map(
    lines.map((line) => {
      const [entry = '', path = ''] = line.split('\t');
      return [path.slice(distFolder.length + 1), entry.split(' ')[1] ?? ''];
    }),
  );
}

function built(folder: string): Tree {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  // --no-filters: bytes as they are, whatever .gitattributes would make of them.
  const hashes = git(['hash-object', '--no-filters', '--stdin-paths'], files.join('\n'));
  return new Map(
    files.map((file, i) => [file.slice(folder.length + 1).replaceAll(sep, '/'), hashes[i] ?? '']),
  );
}

function differences(old: Tree, fresh: Tree): string[] {
  const all = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return all.flatMap((file) => {
    if (!old.has(file)) return [`missing: ${file}`];
    if (!fresh.has(file)) return [`not built from src: ${file}`];
    return old.get(file) === fresh.get(file) ? [] : [`differs: ${file}`];
  });
}

const scratch = mkdtempSync(join(tmpdir(), 'check-dist-'));
try {
  const fresh = join(scratch, distFolder);
  await bundleAll(fresh);
  const found = differences(committed(), built(fresh));
  if (found.length > 0) {
    throw new Error(`${found.join('\n')}\nRun \`npm run build\` and \`git add dist\`.`);
  }
  console.log('dist is what src builds to, and it starts');
} catch (error) {
  console.error(`check:dist: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
