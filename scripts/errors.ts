/**
 * `npm run errors`: writes docs/errors.md, with every error, hint and warning that the action can give,
 * from their texts in src. A test fails while the page is out of date.
 */
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format } from 'prettier';
import ts from 'typescript';
import { type Known, readTexts } from './error-texts.ts';
import { root } from './paths.ts';

/** The page. */
export const page = join(root, 'docs/errors.md');

/** A text of the page, and all that is known of it. */
export interface Entry {
  readonly text: string;
  readonly advice: readonly string[];
  readonly files: readonly string[];
}

const intro = `# Every error, hint and warning

Everything that the action can say when something goes wrong, in alphabetical order. Search this page for the words
of your log; \`…\` stands for what differs from case to case. A line of a log may be made of several of these texts.
After the arrow stands what to do: the hint that the log gives too, and a link to the cause in
[troubleshooting.md](troubleshooting.md). A text without an arrow says what to change itself, or is a part of a longer
one. The file at the end is where the text is written.

A line such as \`GET /api/v1/items: 404 Not Found: …\` names the request, the status, and what the server said about
it, in the server's own words. What to do is in the hint that follows.

<!-- Written by \`npm run errors\` from src: do not edit. -->
`;

/** The beginning of a text, by which readers look it up. */
const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/gu, '')
    .trim();

/** @returns all texts, each once, in alphabetical order */
export function entries(): readonly Entry[] {
  const found = new Map<string, { advice: Set<string>; files: Set<string> }>();
  for (const { text, known, file } of readTexts(program())) {
    const entry = found.get(text) ?? { advice: new Set(), files: new Set() };
    for (const words of adviceIn(known, text)) entry.advice.add(words);
    found.set(text, entry);
    entry.files.add(relative(root, file).replaceAll('\\', '/'));
  }
  // What only adds what differs from case to case says no more.
  for (const [text, entry] of found) {
    const shorter = shorterForms(text).find((one) => found.has(one));
    const kept = shorter === undefined ? undefined : found.get(shorter);
    if (kept === undefined) continue;
    for (const words of entry.advice) kept.advice.add(words);
    for (const file of entry.files) kept.files.add(file);
    found.delete(text);
  }
  return [...found]
    .map(([text, { advice, files }]) => ({
      text,
      advice: [...advice].sort(),
      files: [...files].sort(),
    }))
    .sort((a, b) => compare(keyOf(a.text), keyOf(b.text)) || compare(a.text, b.text));
}

function shorterForms(text: string): readonly string[] {
  const shorter = text.replace(/(?:; see …| \(…\)| \(traceId …\)|: …)$/u, '');
  return shorter === text ? [] : [shorter, ...shorterForms(shorter)];
}

/** Sorted by code units, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function* adviceIn({ hints = [], topic }: Known, text: string): Generator<string> {
  for (const hint of hints) if (hint !== text) yield code(hint);
  if (topic !== undefined) yield `[${topic}](troubleshooting.md#${topic})`;
}

/** Code in Markdown, whatever backticks it contains. */
function code(text: string): string {
  const runs = text.match(/`+/gu)?.map(({ length }) => length) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = /^`|`$/u.test(text) ? ' ' : '';
  return fence + pad + text.replaceAll('\n', ' ') + pad + fence;
}

/** @returns the page as it should be */
export async function errorPage(all: readonly Entry[] = entries()): Promise<string> {
  const lines = all.flatMap(({ text, advice, files }, i) => {
    const letter = keyOf(text).charAt(0).toUpperCase();
    const isNew =
      letter !==
      keyOf(all[i - 1]?.text ?? '')
        .charAt(0)
        .toUpperCase();
    const links = files.map((file) => `[${file.replace('src/', '')}](../${file})`).join(', ');
    const what = advice.length === 0 ? '' : ` → ${advice.join('; ')}`;
    return [...(isNew ? ['', `## ${letter}`, ''] : []), `- ${code(text)}${what} (${links})`];
  });
  return format([intro, ...lines].join('\n'), { parser: 'markdown' });
}

function program(): ts.Program {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  ) as { config: object };
  const parsed = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, root);
  return ts.createProgram(parsed.fileNames, parsed.options);
}

if (import.meta.main) writeFileSync(page, await errorPage());
