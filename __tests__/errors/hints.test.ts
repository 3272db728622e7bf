import { describe, expect, it } from '@jest/globals';
import { hintForCall } from '../../src/errors/hints.ts';

const url = new URL('https://acme.example/api/v1/reloads?secret=1');

describe('a hint', () => {
  const pending = /already pending/u;
  const hint = (
    status: number,
    more: { text?: string; headers?: Record<string, string>; method?: string; path?: string } = {},
  ): string | undefined =>
    hintForCall(
      { method: more.method ?? 'POST', url: new URL(more.path ?? '/api/v1/reloads', url) },
      { status, headers: more.headers ?? {}, text: more.text },
      'client-secret',
    )?.hint;

  it('about a pending reload is not given for a rate limit', () => {
    expect(hint(429)).toMatch(pending);
    const limit = /limit for this kind of request/u;
    expect(hint(429, { headers: { 'retry-after': '1' } })).toMatch(limit);
    expect(hint(429, { method: 'GET' })).toMatch(limit);
    expect(hint(429, { path: '/api/v1/reloads/1' })).toMatch(limit);
    expect(hint(503)).toBeUndefined();
  });

  it('is found by any one of several codes', () => {
    const text = '{"errors":[{"code":"X-1"},{"code":"LOGIN-2"}]}';
    expect(hint(404, { text })).toMatch(/No tenant has this hostname/u);
  });

  it('is given for a proxy that asks for credentials', () => {
    expect(hint(407)).toMatch(/https_proxy/u);
  });
});

it('is not given for an unknown error', () => {
  const request = { method: 'GET', url: new URL('https://acme.example/x') };
  const answer = { status: 418, headers: {}, text: undefined };
  expect(hintForCall(request, answer, 'client-secret')).toBeUndefined();
});

it.each([
  ['GET', {}, undefined, 'raise'],
  ['GET', { 'retry-after': '900' }, 'the server asks to wait', 'later'],
  ['POST', { 'retry-after': '9' }, undefined, 'raise'],
  ['POST', {}, undefined, 'later'],
  ['PATCH', {}, undefined, 'later'],
])('for a %s that gets 429 with %j says what helps', (method, headers, note, says) => {
  const request = { method, url: new URL('https://acme.example/api/v1/spaces') };
  const answer = { status: 429, headers, text: undefined, note };
  expect(hintForCall(request, answer, 'client-secret')?.hint).toContain(says);
});
