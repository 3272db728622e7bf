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

/** The compiler, as a file: on Windows the name in node_modules/.bin is no program. */
export const tsc = 'node_modules/typescript/bin/tsc';
