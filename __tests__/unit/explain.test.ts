import { describe, expect, it } from '@jest/globals';
import { explain, readProblem } from '../../src/errors/explain.ts';
import { traceIdOf } from '../../src/errors/outcome.ts';
import { hintForCall } from '../../src/errors/hints.ts';

const url = new URL('https://acme.example/api/v1/reloads?secret=1');
const request = { method: 'POST', url };
const trace = '0af7651916cd43dd8448eb211c80319c';

function told(
  text: string | undefined,
  headers: Record<string, string> = {},
  status = 400,
): string {
  return explain(request, { status, headers, text }, (one) => one);
}

const start = 'POST /api/v1/reloads: 400 Bad Request';

describe('explain', () => {
  it.each([
    [undefined, start],
    ['', start],
    ['{"errors":[]}', start],
    ['{"errors":[{"code":"A-1","title":"T","detail":"D"}]}', `${start}: A-1 T: D`],
    ['{"errors":[{"code":"A-1","title":"T","detail":"T"}]}', `${start}: A-1 T`],
    ['{"errors":[{"detail":"only"}]}', `${start}: only`],
    ['{"errors":[{"code":"A-1"}]}', `${start}: A-1`],
    ['{"errors":[{"message":"M"}]}', `${start}: M`],
    ['{"errors":[{"code":1},7,{},{"code":2},{"code":3},{"code":4}]}', `${start}: 1; 2`],
    ['[{"code":"A","title":"B"},{"title":"C"}]', `${start}: A B; C`],
    ['{"error":"invalid_client"}', `${start}: invalid_client`],
    ['{"error":"e","error_description":"d","message":"m"}', `${start}: e: d`],
    ['{"error":"e","message":"m"}', `${start}: e: m`],
    ['{"error":"","message":"m"}', `${start}: m`],
    ['{"code":"S-1","title":"T"}', `${start}: S-1 T`],
    ['{"title":"T","detail":"D"}', `${start}: T: D`],
    ['{"message":"gone"}', `${start}: gone`],
    ['{"other":1}', start],
    ['"text"', start],
    ['null', start],
    ['a<!-- b -->c<!--d', `${start}: a c`],
    ['a<script>b\n</script >c<style x>d</STYLE>e<head>f', `${start}: a c e`],
    ['<p>a</p>\n\n  <b>b', `${start}: a b`],
    ['x'.repeat(501), `${start}: ${'x'.repeat(499)}…`],
    ['x'.repeat(500), `${start}: ${'x'.repeat(500)}`],
  ])('%s', (text, line) => {
    expect(told(text)).toBe(line);
  });

  it('tells the trace id of the body, else of the headers', () => {
    expect(
      told(`{"errors":[{"code":"A"}],"traceId":"${trace}"}`, { 'x-b3-traceid': '12345678' }),
    ).toBe(`${start}: A (traceId ${trace})`);
    expect(told('', { 'x-b3-traceid': trace })).toBe(`${start} (traceId ${trace})`);
    expect(told('', { traceparent: `00-${trace}-1-00` })).toBe(`${start} (traceId ${trace})`);
    for (const bad of ['1234567', `g${trace}`, `${trace}g`, 'a'.repeat(65)])
      expect(traceIdOf({ 'x-b3-traceid': bad })).toBeUndefined();
  });

  it('tells a status without a name, and a note before the words', () => {
    expect(told('', {}, 498)).toBe('POST /api/v1/reloads: 498');
    const answer = { status: 302, headers: {}, text: 'gone', note: 'a redirect' };
    expect(explain(request, answer, (one) => one)).toBe(
      'POST /api/v1/reloads: 302 Found: a redirect; gone',
    );
  });

  it('gives the codes for hints', () => {
    expect(readProblem('{"errors":[{"code":"A"},{"title":"B"},{"code":2}]}').codes).toEqual([
      'A',
      '2',
    ]);
    expect(readProblem('{"error":"e"}').codes).toEqual(['e']);
    for (const text of [undefined, 'text', '{"message":"m"}', '{"other":1}'])
      expect(readProblem(text).codes).toEqual([]);
  });
});

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

  it('comes for a pending reload, and not for a rate limit', () => {
    expect(hint(429)).toMatch(pending);
    const limit = /limit for such requests/u;
    expect(hint(429, { headers: { 'retry-after': '1' } })).toMatch(limit);
    expect(hint(429, { method: 'GET' })).toMatch(limit);
    expect(hint(429, { path: '/api/v1/reloads/1' })).toMatch(limit);
    expect(hint(503)).toBeUndefined();
  });

  it('comes for one of several codes', () => {
    const text = '{"errors":[{"code":"X-1"},{"code":"LOGIN-2"}]}';
    expect(hint(404, { text })).toMatch(/No tenant has this hostname/u);
  });

  it('comes for a proxy that wants credentials', () => {
    expect(hint(407)).toMatch(/https_proxy/u);
  });
});
