import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the committed bundles live, relative to {@link root}. */
export const distFolder = 'dist';

/** The bundles: the folder under dist, and the entry file. The names are those in action.yml. */
export const bundles = [
  { name: 'main', entry: 'src/main.ts' },
  { name: 'post', entry: 'src/post.ts' },
] as const;

export type BundleName = (typeof bundles)[number]['name'];

/** The compiler's file, because on Windows the entry in node_modules/.bin is not a program. */
export const tsc = 'node_modules/typescript/bin/tsc';
