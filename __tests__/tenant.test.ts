import { describe, expect, it } from '@jest/globals';
import { linkedFrom, offTenant, resolvePath } from '../src/tenant.ts';

const tenant = { origin: 'https://acme.example' };

describe('a tenant and its paths', () => {
  it.each([
    ['https://acme.example', 'empty segment'],
    ['mailto:somebody', 'is not on https://acme.example'],
    ['https://acme.example/', 'empty segment'],
    ['/a/..;x=1/b', '. or .. segment'],
    ['/a/;x/b', 'empty segment'],
    [`/a/${'%25'.repeat(1)}2525252e/b`, 'too many times'],
  ])('%s is refused', (written, says) => {
    expect(() => resolvePath(tenant, written)).toThrow(says);
  });
});

describe('a link in a response', () => {
  const from = new URL('/api/v1/apps/evaluations?limit=2', tenant.origin);

  it.each([
    ['?next=a', '/api/v1/apps/evaluations?next=a'],
    ['other', '/api/v1/apps/other'],
    ['/api/v1/items?a=b', '/api/v1/items?a=b'],
    ['/api', '/api'],
    ['/v1/items?a=/api/', '/api/v1/items?a=/api/'],
    ['/apis/v1', '/api/apis/v1'],
    ['../../../../v1/items', '/api/v1/items'],
    ['//acme.example/v1/items', '/api/v1/items'],
    // What is written in full means what it says.
    ['https://acme.example/v1/items', '/v1/items'],
  ])('%s leads to %s', (link, path) => {
    expect(linkedFrom(from, link)?.href).toBe(`${tenant.origin}${path}`);
  });

  it.each(['//evil.example/v1/x', String.raw`\\evil.example\v1\x`, 'https://evil.example/v1/x'])(
    '%s leads where it says',
    (link) => {
      const url = linkedFrom(from, link);
      expect(url?.href).toBe('https://evil.example/v1/x');
      expect(offTenant(tenant, new URL(url ?? from))?.where).toContain('https://evil.example');
    },
  );

  it('is left as it is if the request was not under /api', () => {
    const elsewhere = new URL('/oauth/x', tenant.origin);
    expect(linkedFrom(elsewhere, '/v1/x')?.pathname).toBe('/v1/x');
    expect(linkedFrom(from, 'https://[')).toBeNull();
  });

  it('is shortened if its host is too long for a line', () => {
    const url = new URL(`https://${'a.'.repeat(5000)}example/`);
    const { where = '', hint = '' } = offTenant(tenant, url) ?? {};
    expect(where.length + hint.length).toBeLessThan(600);
  });
});
