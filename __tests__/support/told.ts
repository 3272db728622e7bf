import type { JournalEntry } from '../../sandbox/tenant/journal.ts';

/** A journal in the form in which tests compare it: `GET /api/v1/users/me?x=1 200`. */
export function told(journal: readonly JournalEntry[]): string[] {
  return journal.map(
    ({ method, path, query, status }) =>
      `${method} ${path}${query === '' ? '' : `?${query}`} ${String(status ?? '—')}`,
  );
}
