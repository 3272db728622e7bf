import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledPackages } from './bundled-modules.ts';
import { licenceList } from './licences.ts';
import { bundles, root, tools } from './paths.ts';
import { runNode } from './run-node.ts';
import { checkStart } from './starts.ts';

/**
 * Builds all bundles with their licences into a folder, whose former content goes: ncc leaves the
 * chunks of earlier builds behind.
 *
 * @param dist the folder
 * @throws Error when types do not fit, a licence is not permissive, or a bundle does not start
 */
export async function bundleAll(dist: string): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await Promise.all([checkTypes(), ...bundles.map(({ name, entry }) => build(dist, name, entry))]);
  await Promise.all(bundles.map(({ name }) => checkStart(dist, name)));
}

/** ncc builds on through some type errors and exits with 0, so the compiler has its say as well. */
async function checkTypes(): Promise<void> {
  await tool([tools.tsc, '--project', 'src']);
}

/** Read only when something unexpected has happened: Node does not look at them by itself. */
const withMaps = ['--source-map', '--no-source-map-register'];

async function build(dist: string, name: string, entry: string): Promise<void> {
  const out = join(dist, name);
  const scratch = await mkdtemp(join(tmpdir(), 'bundle-'));
  const stats = join(scratch, 'stats.json');
  try {
    await mkdir(out, { recursive: true });
    await tool([
      tools.ncc,
      'build',
      entry,
      '--out',
      out,
      '--stats-out',
      stats,
      '--no-cache',
      ...withMaps,
    ]);
    await slimMaps(out);
    await writeFile(join(out, 'licenses.txt'), await licenceList(await bundledPackages(stats)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Maps of lines only: what the lines say is in the repository, at the same commit. */
async function slimMaps(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.map'))) {
    const file = join(folder, name);
    const map = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    delete map.sourcesContent;
    await writeFile(file, JSON.stringify(map));
  }
}

async function tool(args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runNode(args, { cwd: root });
  if (code !== 0) {
    throw new Error(`${args.join(' ')} exited with ${String(code)}\n${stdout}${stderr}`);
  }
}
