import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the committed bundles live, relative to {@link root}. */
export const distFolder = 'dist';

/** What is bundled: the folder under dist, and the file it starts from. Same names as in action.yml. */
export const bundles = [
  { name: 'main', entry: 'src/main.ts' },
  { name: 'post', entry: 'src/post.ts' },
] as const;

export type BundleName = (typeof bundles)[number]['name'];

/** Command line tools, as files: on Windows the names in node_modules/.bin are no programs. */
export const tools = {
  tsc: 'node_modules/typescript/bin/tsc',
  ncc: 'node_modules/@vercel/ncc/dist/ncc/cli.js',
} as const;
