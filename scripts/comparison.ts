/**
 * `npm run comparison`: does three jobs with four tools against the sandbox tenant, notes what came
 * of it in scripts/comparison/results.json, and writes that and the tools' scripts into
 * docs/comparison.md. Needs bash, curl 7.83 and jq, and a built `dist`. One test fails while the page
 * is another, a slow one while a tool does something else.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { format } from 'prettier';
import { measure, type Result, type Situation, situationsOf } from './comparison/measure.ts';
import {
  fileOf,
  type Job,
  jobs,
  notRun,
  runnable,
  type Runnable,
  type Tool,
} from './comparison/tools.ts';
import { root } from './paths.ts';

/** The page, and the marks around what is generated in it. */
export const page = join(root, 'docs/comparison.md');
const begin = '<!-- measured: begin (written by npm run comparison) -->';
const end = '<!-- measured: end -->';
const resultsFile = join(root, 'scripts/comparison/results.json');

export type Results = Record<Runnable, Record<Job, Result>>;

const jobNames = Object.keys(jobs) as Job[];
const toolNames = Object.keys(runnable) as Runnable[];

/** @returns what comes of all jobs with all tools; takes about a minute */
export async function measureAll(): Promise<Results> {
  const columns = toolNames.map(async (tool) => {
    const results: [Job, Result][] = [];
    for (const job of jobNames) results.push([job, await measure(tool, job)]);
    return [tool, Object.fromEntries(results)] as const;
  });
  return Object.fromEntries(await Promise.all(columns)) as Results;
}

/** @returns what was measured last */
export function lastResults(): Results {
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as Results;
}

/** Lines that somebody has to write and keep: no blank ones, no comments. */
function linesOf(source: string): number {
  return source.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:#|\/\/)/u.test(line))
    .length;
}

const source = (tool: Tool, job: Job): string => readFileSync(fileOf(tool, job), 'utf8').trim();
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(job: Job, results: Results): string {
  const situations = situationsOf(job);
  const heads = ['', 'lines', 'requests', ...situations, 'its token in the log', 'in the end'];
  const measured = toolNames.map((tool) => {
    const { outcomes, requests, masked, shown, revoked } = results[tool][job];
    const hidden = masked ? 'hidden by a mask' : 'not printed, **not masked**';
    return row([
      runnable[tool],
      String(linesOf(source(tool, job))),
      String(requests),
      ...situations.map((situation) => outcomes[situation] ?? ''),
      shown ? '**shown**' : hidden,
      revoked ? 'revoked' : 'lives on',
    ]);
  });
  const told = (Object.keys(notRun) as (keyof typeof notRun)[]).map((tool) => {
    const { name, busy, cut, canceled, masked, revoked } = notRun[tool];
    const says: Record<Situation, string> = {
      'all is well': '',
      'a 503 on the way': busy,
      'a body cut short': cut,
      CANCELED: canceled,
    };
    return row([
      `${name} (not run)`,
      String(linesOf(source(tool, job))),
      '',
      ...situations.map((situation) => says[situation]),
      masked,
      revoked,
    ]);
  });
  return [row(heads), row(heads.map(() => '---')), ...measured, ...told].join('\n');
}

/** What each tool's user writes, folded, but for ours. */
function scripts(job: Job): string {
  const names = { ...runnable, 'qlik-cli': 'qlik-cli', 'http-action': 'HTTP Request Action' };
  const order: readonly Tool[] = [
    'action',
    'naive',
    'careful',
    'qlik-api',
    'qlik-cli',
    'http-action',
  ];
  return order
    .map((tool) => {
      const language = { '.sh': 'sh', '.mjs': 'js', '.yml': 'yaml' }[extname(fileOf(tool, job))];
      const code = `\`\`\`${language ?? ''}\n${source(tool, job)}\n\`\`\``;
      const title = names[tool].replaceAll('`', '');
      return tool === 'action'
        ? `With this action:\n\n${code}`
        : `<details><summary>${title}</summary>\n\n${code}\n\n</details>`;
    })
    .join('\n\n');
}

/**
 * @param text the page
 * @returns the page with what was measured in its place
 * @throws Error when it has no place for it
 */
export async function withResults(text: string, results: Results): Promise<string> {
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`no place for it: ${begin}`);
  const parts = jobNames.map(
    (job) => `## ${jobs[job]}\n\n${table(job, results)}\n\n${scripts(job)}`,
  );
  const whole = `${head}${begin}\n\n${parts.join('\n\n')}\n\n${end}${tail}`;
  return format(whole, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

if (import.meta.main) {
  const results = await measureAll();
  writeFileSync(resultsFile, await format(JSON.stringify(results), { parser: 'json' }));
  writeFileSync(page, await withResults(readFileSync(page, 'utf8'), results));
}
