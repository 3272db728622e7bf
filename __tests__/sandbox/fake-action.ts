import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const metadata = `name: Fake
description: For tests of the runner
inputs:
  some-name:
    description: Has a default
    default: preset
  with space:
    description: Has none
runs:
  using: node24
  main: main.mjs
  post: post.mjs
`;

/**
 * Makes an action from two scripts, in a folder that is removed after `use`.
 *
 * @param main JavaScript; `env` is the environment, `file(name, text)` appends to a command file
 */
export async function withAction<T>(
  { main, post = '' }: { main: string; post?: string },
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'action-'));
  const prelude = `import { appendFileSync } from 'node:fs';
const { env } = process;
const file = (name, text) => appendFileSync(env['GITHUB_' + name], text);
`;
  await writeFile(join(folder, 'action.yml'), metadata);
  await writeFile(join(folder, 'main.mjs'), prelude + main);
  await writeFile(join(folder, 'post.mjs'), prelude + post);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
