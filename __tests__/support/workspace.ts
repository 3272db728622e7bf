import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';

/** Creates files and links in a folder. */
export function fill(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  links: Readonly<Record<string, string>> = {},
): void {
  const place = (name: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    return file;
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(place(name), text);
  for (const [name, target] of Object.entries(links)) symlinkSync(target, place(name));
}

/** The content of a folder: the text of each file by its path, with `/` as the separator. */
export function contents(folder: string): ReadonlyMap<string, string> {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    all.flatMap((name) => {
      const file = path.join(folder, name);
      const found = statSync(file, { throwIfNoEntry: false });
      if (found?.isFile() !== true) return [];
      return [[name.replaceAll(path.sep, '/'), readFileSync(file, 'utf8')] as const];
    }),
  );
}
