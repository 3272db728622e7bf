import { expect } from '@jest/globals';
import type { Reply } from '../../sandbox/tenant/http.ts';
import { pass } from '../../sandbox/tenant/faults.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { bundle } from './bundle.ts';
import { checkPromises } from './check.ts';
import { type Cell, columns } from './fault-matrix.ts';
import type { Scenario, Seen } from './scenario.ts';

const well: Reply = { status: 200, json: { ok: true } };
const supplied = 'supplied-token-0123456789';

/** Runs the bundle against one fault of the matrix, and compares the result with the cell. */
export async function expectCell(cell: Cell): Promise<void> {
  const { row } = cell;
  const tenant = await startTenant(await row.tenant?.());
  try {
    prepare(tenant, cell);
    const scenario = scenarioOf(cell);
    const seen = await bundle(scenario, tenant);
    checkPromises(seen, scenario);
    checkOutcome(seen, cell);
  } finally {
    await tenant.close();
  }
}

/** The fault hits the column's first request, or each; later requests succeed. */
function prepare(tenant: Tenant, { column, row }: Cell): void {
  const { method, path } = columns[column];
  const steps = row.step === undefined ? [] : [row.step(tenant.url)];
  if (row.always === true) tenant.script(`${method} ${path}`, steps, { repeatLast: true });
  else tenant.script(`${method} ${path}`, [...steps, column === 'token' ? pass : well]);
}

function scenarioOf({ column, row, outcome }: Cell): Scenario {
  const { method, path } = columns[column];
  const url = row.tenantUrl === undefined ? {} : { 'tenant-url': row.tenantUrl };
  const call = { path, method, 'access-token': supplied, 'client-secret': undefined };
  return {
    name: row.fault,
    with: {
      ...url,
      retries: '1',
      'idle-timeout-seconds': '1',
      ...(column === 'token' ? {} : call),
      ...(method === 'POST' || method === 'PUT' ? { body: '{"a":1}' } : {}),
      ...(column === 'token' ? { body: undefined } : {}),
    },
    then: outcome.fails ? { fails: row.says } : {},
  };
}

function checkOutcome(seen: Seen, { column, row, outcome }: Cell): void {
  const { method, path } = columns[column];
  const { fails, attempts } = outcome;
  expect(seen.errors).toEqual(fails ? [expect.stringMatching(row.says)] : []);
  const lines = seen.log.split('\n').filter((line) => /attempt \d of 2, retrying in/u.test(line));
  expect(lines).toEqual(
    outcome.words.startsWith('retried')
      ? [expect.stringMatching(new RegExp(`^${method} ${path}: .*attempt 1 of 2`, 'u'))]
      : [],
  );
  if (lines[0] !== undefined) expect(lines[0]).toMatch(row.says);
  const made = seen.tenant.journal.filter((one) => one.path.endsWith(path.slice(-6)));
  if (row.step !== undefined) {
    const expected = attempts + (outcome.words === 'followed' ? 1 : 0);
    expect(made).toHaveLength(expected);
    expect(seen.requests).toHaveLength(expected);
    // A repeated request is complete.
    expect(new Set(made.map(({ body }) => body.toString())).size).toBe(1);
  } else if (row.tenantUrl === undefined) {
    expect(seen.tenant.connections.opened).toBe(attempts);
  }
  if (fails) return;
  if (column === 'token') expect(seen.postRequests).toEqual(['POST /oauth/revoke 200']);
  else expect(seen.outputs).toMatchObject({ status: '200', response: '{"ok":true}' });
}
