import type { JournalEntry } from '../../sandbox/tenant/journal.ts';

/** The lines of a journal as tests compare them: `GET /api/v1/users/me?x=1 200`. */
export function requestLines(journal: readonly JournalEntry[]): string[] {
  return journal.map(
    ({ method, path, query, status }) =>
      `${method} ${path}${query === '' ? '' : `?${query}`} ${String(status ?? '—')}`,
  );
}
