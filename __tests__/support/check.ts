import { expect } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { makeCertificate } from '../../sandbox/tenant/certificate.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Driver, Like, Scenario, Seen } from './scenario.ts';

/** Runs a scenario, and compares its result with what it expects, and with every promise. */
export async function check(driver: Driver, scenario: Scenario): Promise<void> {
  const both = scenario.elsewhere === true ? { certificate: await makeCertificate() } : {};
  const tenant = await startTenant({ ...scenario.tenant, ...both });
  const elsewhere = scenario.elsewhere === true ? await startTenant(both) : undefined;
  try {
    const seen = await driver(scenario, tenant, elsewhere);
    checkPromises(seen, scenario);
    if (elsewhere !== undefined) checkOrigin(seen, elsewhere);
    await checkExpected(seen, scenario);
  } finally {
    await tenant.close();
    await elsewhere?.close();
  }
}

/** Credentials go only to the tenant's origin: no line of a request to another contains one. */
function checkOrigin(seen: Seen, other: Tenant): void {
  const secrets = [seen.tenant.client.secret, ...seen.masks, seen.outputs['access-token'] ?? ''];
  const heard = other.journal.map(({ method, path, query, headers, body }) =>
    [method, path, query, JSON.stringify(headers), body.toString()].join('\n'),
  );
  for (const secret of secrets.filter(({ length }) => length >= 8))
    expect(heard.filter((text) => leaks(text, secret).length > 0)).toEqual([]);
  for (const { headers } of other.journal)
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:authorization|cookie|x-own)$/u)]),
    );
}

/** What is true of every step, whatever it does. */
export function checkPromises(seen: Seen, { then, with: given }: Scenario): void {
  const secrets = [
    seen.tenant.client.secret,
    given?.['access-token'] ?? '',
    ...seen.masks,
    ...(then.secrets ?? []),
  ].filter((secret) => secret.length >= 8);
  const shown = secrets.filter((secret) => leaks(seen.readable, secret).length > 0);
  expect(shown).toEqual([]);
  expect(seen.errors).toHaveLength(seen.succeeded ? 0 : 1);
  if (given?.summary !== 'true') expect(seen.summary).toBe('');
  if (seen.succeeded) {
    // A step that only runs an automation needs no token.
    const needsNone =
      given?.['execution-token'] !== undefined &&
      'client-secret' in given &&
      given['client-secret'] === undefined;
    if (!needsNone) expect(seen.outputs['access-token']).toBeTruthy();
    expect(seen.outputs['tenant-url']).toMatch(/^https?:\/\/[^/]+$/u);
  }
  const left = [...seen.files.keys(), ...seen.filesAfter.keys()];
  expect(left.filter((file) => /\.part$|\.lock\//u.test(file))).toEqual([]);
}

async function checkExpected(seen: Seen, { then }: Scenario): Promise<void> {
  if (then.fails === undefined) expect(seen.errors).toEqual([]);
  else expect(seen.errors).toEqual([like(then.fails)]);
  if (then.titles !== undefined) expect(seen.titles).toEqual(then.titles);
  for (const [name, value] of Object.entries(then.outputs ?? {}))
    expect([name, seen.outputs[name]]).toEqual([name, value === undefined ? value : like(value)]);
  expect(seen.warnings).toEqual((then.warnings ?? []).map(like));
  for (const text of then.log ?? []) expect(seen.log).toEqual(like(text));
  for (const text of then.logNot ?? []) expect(seen.log).not.toEqual(like(text));
  for (const text of then.summary ?? []) expect(seen.summary).toEqual(like(text));
  for (const text of then.summaryNot ?? []) expect(seen.summary).not.toEqual(like(text));
  if (then.requests !== undefined) expect(seen.requests).toEqual(then.requests);
  if (then.postRequests !== undefined) expect(seen.postRequests).toEqual(then.postRequests);
  const wanted = [
    [then.files ?? {}, seen.files],
    [then.filesAfter ?? {}, seen.filesAfter],
  ] as const;
  for (const [files, found] of wanted)
    for (const [name, value] of Object.entries(files))
      expect([name, found.get(name)]).toEqual([name, value === undefined ? value : like(value)]);
  for (const text of then.masks ?? []) expect(seen.masks).toContain(text);
  await then.also?.(seen);
}

/** A text has to be contained, not equal, because the text around it may change. */
function like(text: NonNullable<Like>): unknown {
  if (text === '') return '';
  return typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text);
}
