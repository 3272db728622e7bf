import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files through which a process tells the runner what it wants kept. */
const fileNames = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const;
export type FileName = (typeof fileNames)[number];

/** The command files of one process. */
export class CommandFiles {
  /** `GITHUB_OUTPUT` and so on. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #paths: Readonly<Record<FileName, string>>;

  private constructor(paths: Record<FileName, string>) {
    this.#paths = paths;
    this.variables = Object.fromEntries(
      fileNames.map((name) => [`GITHUB_${name}`, paths[name]] as const),
    );
  }

  /** Makes empty files, under names that nobody had before. */
  static async create(folder: string): Promise<CommandFiles> {
    await mkdir(folder, { recursive: true });
    const id = randomUUID();
    const paths = Object.fromEntries(
      fileNames.map((name) => [name, join(folder, `${name.toLowerCase()}_${id}`)]),
    ) as Record<FileName, string>;
    await Promise.all(Object.values(paths).map((path) => writeFile(path, '')));
    return new CommandFiles(paths);
  }

  /** @returns what the process wrote; empty when it took the file away */
  async read(name: FileName): Promise<string> {
    return await readFile(this.#paths[name], 'utf8').catch(() => '');
  }

  async remove(): Promise<void> {
    await Promise.all(Object.values(this.#paths).map((path) => rm(path, { force: true })));
  }
}

/** On Windows the runner takes both; elsewhere a `\r` belongs to the value. */
const lineEnd = process.platform === 'win32' ? /\r?\n$/ : /\n$/;

/**
 * Reads `name=value` lines and the form for several lines, `name<<delimiter`.
 *
 * @returns the last value of each name, with line breaks as they were written
 * @throws Error in the runner's words when the file is not of this form: the step fails then
 */
export function parsePairs(text: string): Record<string, string> {
  const lines = text.split(/(?<=\n)/);
  const pairs: Record<string, string> = {};
  for (let whole = lines.shift(); whole !== undefined; whole = lines.shift()) {
    const line = whole.replace(lineEnd, '');
    if (line === '') continue;
    const match = /^([^=]*?)(=|<<)(.*)$/s.exec(line);
    if (!match?.[1]) throw new Error(`Invalid format '${line}'`);
    const [, name, separator, rest = ''] = match;
    pairs[name] = separator === '=' ? rest : takeUntil(lines, rest);
  }
  return pairs;
}

/** Takes lines, and the delimiter after them. */
function takeUntil(lines: string[], delimiter: string): string {
  const end = lines.findIndex((line) => line.replace(lineEnd, '') === delimiter);
  if (delimiter === '' || end < 0) {
    throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
  }
  return lines
    .splice(0, end + 1)
    .slice(0, -1)
    .join('')
    .replace(lineEnd, '');
}
