import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jobKinds } from '../src/jobs/kinds.ts';

/** `npm run known-jobs`: writes the table of docs/waiting.md from src/jobs/kinds.ts. */

const file = fileURLToPath(new URL('../docs/waiting.md', import.meta.url));
const [begin, end] = ['<!-- jobs: from src/jobs/kinds.ts -->', '<!-- end of jobs -->'];

const code = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');

/** @returns the document with the table as it should be */
export function withJobs(document: string): string {
  const rows = jobKinds.map((job) => {
    const paths = (templates: readonly string[]): string =>
      code(job.bases.flatMap((base) => templates.map((one) => one.replace('{base}', base))));
    const success = [...job.success, ...(job.warning ?? []).map((state) => `${state} (a warning)`)];
    const cells = [
      job.name,
      paths(job.starts),
      paths([job.poll]),
      code(job.stateField === undefined ? [] : [job.stateField]),
      success.join(', '),
      job.failure.join(', '),
      job.stop === undefined ? '' : paths([job.stop]),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const heads = ['job', 'started by POST', 'polled with GET', 'state in', 'success', 'failure'];
  const table = [
    `| ${[...heads, 'stopped by POST'].join(' | ')} |`,
    `|${' --- |'.repeat(heads.length + 1)}`,
    ...rows,
  ];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/waiting.md has no markers');
  return `${document.slice(0, from)}${begin}\n\n${table.join('\n')}\n\n${document.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(file, withJobs(readFileSync(file, 'utf8')));
