/**
 * A section of the job summary is one block of HTML (CommonMark 0.31 section 4.6, kind 6): Markdown
 * has no say in it until a blank line, so only what HTML reads has to be escaped. What comes from
 * elsewhere stands in `code`, where GitHub makes no mention, reference, emoji or link of it either.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @param text any text, its secrets taken out */
export function code(text: string): string {
  const line = text.toWellFormed().replaceAll('\0', ' ').replace(/\s+/gu, ' ').trim();
  return `<code>${line.replace(/[&<>"']/gu, (char) => entities[char] ?? '')}</code>`;
}

/** A column: its heading, and the HTML of a row's cell. */
export type Column<T> = readonly [heading: string, cell: (row: T) => string];

/** @returns a table without the columns that no row has anything in, and without a blank line */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const filled = columns
    .map(([heading, cell]) => ({ heading, cells: rows.map(cell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const head = line(
    'th',
    filled.map(({ heading }) => heading),
  );
  const body = rows.map((_, i) =>
    line(
      'td',
      filled.map(({ cells }) => cells[i] ?? ''),
    ),
  );
  return ['<table>', head, ...body, '</table>'].join('\n');
}
