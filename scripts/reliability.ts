/**
 * `npm run reliability`: writes the table of faults in docs/reliability.md, from the data that the
 * tests of the bundle use. A test fails while the table is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { type Column, columns, faultRows, outcomes } from '../__tests__/support/fault-matrix.ts';
import { root } from './paths.ts';

/** The page, and the markers around its table. */
export const page = join(root, 'docs/reliability.md');
const begin = '<!-- faults: begin (written by npm run reliability) -->';
const end = '<!-- faults: end -->';

/** @returns the fault matrix as a Markdown table, formatted as the page is */
export async function faultTable(): Promise<string> {
  const names = Object.keys(columns) as Column[];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = faultRows.map(({ fault, cells }) =>
    line([fault, ...names.map((name) => outcomes[cells[name]].words)]),
  );
  const table = [line(['fault', ...names]), line(['---', ...names.map(() => '---')]), ...rows];
  return (await format(table.join('\n'), { parser: 'markdown' })).trim();
}

/**
 * @param text the page
 * @returns the page with the new table
 * @throws Error if it has no place for the table
 */
export function withTable(text: string, table: string): string {
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (head === undefined || tail === undefined) throw new Error(`no place for it: ${begin}`);
  return `${head}${begin}\n\n${table}\n\n${end}${tail}`;
}

if (import.meta.main)
  writeFileSync(page, withTable(readFileSync(page, 'utf8'), await faultTable()));
