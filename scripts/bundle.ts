import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ncc from '@vercel/ncc';
import ts from 'typescript';
import { bundledPackages, licenceList } from './licences.ts';
import { type BundleName, bundles, root, tsc } from './paths.ts';
import { type Finished, runNode } from './run-node.ts';

/**
 * Builds all bundles and their licences into a folder, and deletes its former content, because ncc
 * leaves the chunks of earlier builds behind.
 *
 * @param dist the folder
 * @throws Error if the types are wrong, a licence does not permit it, or a bundle does not start
 */
export async function bundleAll(dist: string): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await Promise.all([checkTypes(), ...bundles.map(({ name, entry }) => build(dist, name, entry))]);
  await Promise.all(bundles.map(({ name }) => checkStart(dist, name)));
}

/** ncc ignores some type errors and exits with 0, so the compiler checks the types first. */
async function checkTypes(): Promise<void> {
  const { code, stdout, stderr } = await runNode([tsc, '--project', 'src'], { cwd: root });
  if (code !== 0) throw new Error(`${tsc} exited with ${String(code)}\n${stdout}${stderr}`);
}

/**
 * CommonJS, which Node starts some milliseconds faster than an ES module (docs/performance.md). ncc's
 * command makes an ES module of every file in a package of modules, so this calls its function.
 */
const asCommonJs = { esm: false, filename: 'index.js' } as const;

/** Source maps are read only after an unexpected fault: Node does not load them by itself. */
const withMaps = { sourceMap: true, sourceMapRegister: false } as const;

async function build(dist: string, name: string, entry: string): Promise<void> {
  const out = join(dist, name);
  await mkdir(out, { recursive: true });
  const { code, map, assets, stats } = await ncc(join(root, entry), {
    ...asCommonJs,
    ...withMaps,
    cache: false,
    quiet: true,
  });
  const files = {
    'index.js': code,
    'index.js.map': map,
    ...Object.fromEntries(
      Object.entries(assets).map(([file, { source }]) => [file, source.toString()]),
    ),
    // The repository's own package.json says otherwise.
    'package.json': JSON.stringify({ type: 'commonjs' }),
    'licenses.txt': await licenceList(await bundledPackages(stats.toJson())),
  };
  for (const [file, content] of Object.entries(files))
    await writeFile(join(out, file), slim(file, content));
}

function slim(file: string, text: string): string {
  if (file.endsWith('.js')) return inAscii(withoutComments(text));
  if (file.endsWith('.map')) return linesOnly(text);
  return text;
}

/**
 * Empties the lines with comments, which V8 would read at each start; the source map stays valid.
 * (The compiler's own `removeComments` would also remove the comments that control ncc.)
 */
function withoutComments(code: string): string {
  const source = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.Latest, true);
  const ends = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(code, node.getFullStart()) ?? [])
      ends.set(pos, end);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  let kept = '';
  let done = 0;
  for (const [pos, end] of [...ends].sort(([a], [b]) => a - b)) {
    const start = code.lastIndexOf('\n', pos) + 1;
    const alone =
      code.slice(start, pos).trim() === '' && /^[ \t]*\n/u.test(code.slice(end, end + 200));
    if (!alone || start < done) continue;
    kept += code.slice(done, start) + code.slice(pos, end).replace(/[^\n]+/gu, '');
    done = end;
  }
  return kept + code.slice(done);
}

/** A single character outside Latin 1 makes V8 use two bytes for every character of the file. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The sources that a map refers to are in the repository, at the same commit. */
function linesOnly(text: string): string {
  const map = JSON.parse(text) as Record<string, unknown>;
  delete map.sourcesContent;
  return JSON.stringify(map);
}

/**
 * What each bundle does when it is run with no inputs and no state. A bundle that cannot load its
 * modules does neither: Node then writes a stack to standard error.
 */
const expected: Record<BundleName, { says: string; holds: (end: Finished) => boolean }> = {
  main: {
    says: 'exit with 1 and one error that names tenant-url',
    holds: ({ code, stdout }) => code === 1 && /^::error.*tenant-url/m.test(stdout),
  },
  post: {
    says: 'exit with 0 and neither error nor warning',
    holds: ({ code, stdout }) => code === 0 && !/^::(error|warning)/m.test(stdout),
  },
};

/** Variables that say something to an action; the rest (PATH, SystemRoot …) Node may need. */
const ofTheRunner = /^(INPUT_|STATE_|GITHUB_|RUNNER_|ACTIONS_)/i;

/**
 * Runs a built bundle as the runner would, without inputs.
 *
 * @param dist folder that holds the bundles
 * @param name which of them
 * @throws Error with what it wrote, when it does not start
 */
async function checkStart(dist: string, name: BundleName): Promise<void> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([variable]) => !ofTheRunner.test(variable)),
  );
  const end = await runNode([join(dist, name, 'index.js')], { cwd: dist, env });
  const { says, holds } = expected[name];
  if (!holds(end) || end.stderr !== '') {
    throw new Error(
      `${name} should ${says}; it exited with ${String(end.code)}\n${end.stdout}${end.stderr}`,
    );
  }
}
