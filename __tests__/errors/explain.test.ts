import { describe, expect, it } from '@jest/globals';
import { explain, readProblem } from '../../src/errors/explain.ts';
import { traceIdOf } from '../../src/errors/outcome.ts';

const request = { method: 'POST', url: new URL('https://acme.example/api/v1/reloads?secret=1') };
const trace = '0af7651916cd43dd8448eb211c80319c';

interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly note?: string;
}

function lineFor(body: unknown, { status = 403, headers = {}, note }: Said = {}): string {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return explain(request, { status, headers, text, note }, (words) =>
    words.replaceAll('hunter22', '***'),
  );
}

describe('the line for an error response', () => {
  it.each<[string, unknown, string]>([
    [
      'Qlik: errors[] with a trace id',
      {
        errors: [{ code: 'RELOADS-003', title: 'No permission', detail: 'You do not have it' }],
        traceId: trace,
      },
      `: RELOADS-003 No permission: You do not have it (traceId ${trace})`,
    ],
    [
      'a detail that repeats the title',
      { errors: [{ code: 'A-1', title: 'Same', detail: 'Same' }] },
      ': A-1 Same',
    ],
    ['a message for a title', { errors: [{ code: 'A-1', message: 'Words' }] }, ': A-1 Words'],
    ['a code that is a number', { errors: [{ code: 7, title: 'Words' }] }, ': 7 Words'],
    ['only a detail', { errors: [{ detail: 'Words' }] }, ': Words'],
    [
      'three errors at most',
      { errors: ['1', '2', '3', '4'].map((code) => ({ code })) },
      ': 1; 2; 3',
    ],
    ['errors that are texts', { errors: ['x', null, {}, 'y'], message: 'Words' }, ': Words: x; y'],
    ['errors that are texts alone', { errors: ['a'] }, ': a'],
    ['errors that are one text', { errors: 'a' }, ': a'],
    ['errors that are none', { errors: [null, {}, ''], message: 'Words' }, ': Words'],
    [
      'fields with errors',
      { message: 'm', errors: { name: ['too long', 'in use'], type: 'missing' } },
      ': m: name: too long; name: in use; type: missing',
    ],
    [
      'ASP.NET: a title and the fields that are wrong',
      { title: 'Invalid', status: 400, errors: { Name: ['is required'] } },
      ': Invalid: Name: is required',
    ],
    ['a field with an error of its own', { errors: { name: { message: 'm' } } }, ': name: m'],
    ['three fields at most', { errors: { a: ['1', '2'], b: ['3', '4'] } }, ': a: 1; a: 2; b: 3'],
    ['an error that is an object', { error: { message: 'm' } }, ': m'],
    ['the same with a code', { error: { code: 403, message: 'm', status: 'NO' } }, ': 403 m'],
    ['an error that is an object without words', { error: {}, message: 'm' }, ': m'],
    [
      'extensions and themes: the message is in meta',
      { title: 'Bad', status: 400, meta: { message: 'no zip', stack: 'x' } },
      ': Bad: no zip',
    ],
    [
      'machine learning: issue',
      { errors: [{ code: 'ML-1', title: 'Bad', issue: 'too few rows', argument: 'a' }] },
      ': ML-1 Bad: too few rows',
    ],
    [
      'machine learning: issue in meta',
      { errors: [{ code: 'ML-1', title: 'Bad', meta: { issue: 'too few' } }] },
      ': ML-1 Bad: too few',
    ],
    [
      'data integration: details',
      { errors: [{ code: 'D', message: 'm', details: 'd' }] },
      ': D m: d',
    ],
    [
      'tasks: a wrapped error',
      { errors: [{ code: 7, title: 'T', inner: { code: 8, title: 'App is gone' } }] },
      ': 7 T: 8 App is gone',
    ],
    ['tasks: context', { errors: [{ code: 7, title: 'T', context: 'start' }] }, ': 7 T: start'],
    [
      'tenants: a list in meta',
      { errors: [{ code: 'T-1', title: 'T', meta: [{ code: 'T-2', title: 'In use' }] }] },
      ': T-1 T: T-2 In use',
    ],
    ['notifications: message', { errors: [{ code: 'W', title: 'T', message: 'm' }] }, ': W T: m'],
    [
      'licences',
      { error: 'e', message: 'm', errors: [{ code: 'L', title: 'No seat' }] },
      ': L No seat',
    ],
    ['no errors', { errors: [], message: 'Words' }, ': Words'],
    ['a bare array', [{ code: 'DC-1', title: 'Words' }], ': DC-1 Words'],
    ['OAuth', { error: 'invalid_client', error_description: 'Who?' }, ': invalid_client: Who?'],
    ['OAuth with a message', { error: 'denied', message: 'No' }, ': denied: No'],
    ['OAuth without words', { error: 'denied' }, ': denied'],
    ['an empty OAuth error', { error: '', error_description: 'Who?' }, ': Who?'],
    ['a top-level error', { code: 'S-1', title: 'Words', detail: 'More' }, ': S-1 Words: More'],
    ['a gateway', { message: 'Words' }, ': Words'],
    ['JSON of another kind', { ok: false }, ''],
    ['JSON that is no object', 'null', ''],
    ['a text', 'It is\n  broken', ': It is broken'],
    ['nothing', '', ''],
    ['no text', undefined, ''],
    [
      'a page',
      '<html><head><title>T</title></head><style>p{}</style><script>let a = "<b>";</script>' +
        '<!-- c --><body><h1>Bad  gateway</h1>\n<p>Sorry</p></body></html>',
      ': Bad gateway Sorry',
    ],
    ['a page cut in its script', '<p>Sorry<script>let a', ': Sorry'],
    ['a page cut in a comment', '<p>Sorry<!-- c', ': Sorry'],
  ])('%s', (_, body, rest) => {
    expect(lineFor(body)).toBe(`POST /api/v1/reloads: 403 Forbidden${rest}`);
  });

  it('has no reason phrase for an unknown status', () => {
    expect(lineFor('', { status: 499 })).toBe('POST /api/v1/reloads: 499');
  });

  it('begins with the reason why the response is final', () => {
    expect(lineFor('Later', { note: 'too long' })).toBe(
      'POST /api/v1/reloads: 403 Forbidden: too long; Later',
    );
    expect(lineFor('', { note: 'too long' })).toBe('POST /api/v1/reloads: 403 Forbidden: too long');
  });

  it('is truncated only after its secrets are removed', () => {
    const line = lineFor(`${'a'.repeat(495)}hunter22${'b'.repeat(50)}`);
    expect(line).toBe(`POST /api/v1/reloads: 403 Forbidden: ${'a'.repeat(495)}***b…`);
  });

  it('shows the trace id of the body, else that of the headers, and no invalid one', () => {
    const headers = { 'x-b3-traceid': 'abcdef0123456789' };
    expect(lineFor({ errors: [{ code: 'A' }], traceId: trace }, { headers })).toContain(
      `(traceId ${trace})`,
    );
    expect(lineFor({ errors: [{ code: 'A' }], traceId: '::x::' }, { headers })).toContain(
      '(traceId abcdef0123456789)',
    );
    expect(lineFor({ errors: [{ code: 'A' }], traceId: 7 })).not.toContain('traceId');
  });
});

describe('the codes of a problem', () => {
  it.each<[unknown, string[]]>([
    [{ errors: [{ code: 'A-1' }, { title: 'x' }, { code: 'A-2' }] }, ['A-1', 'A-2']],
    [{ error: 'invalid_client' }, ['invalid_client']],
    [{ message: 'x' }, []],
    [{}, []],
  ])('%j', (body, codes) => {
    expect(readProblem(JSON.stringify(body)).codes).toEqual(codes);
  });
});

const url = new URL('https://acme.example/api/v1/reloads?secret=1');
const reloading = { method: 'POST', url };

function lineOf(
  text: string | undefined,
  headers: Record<string, string> = {},
  status = 400,
): string {
  return explain(reloading, { status, headers, text }, (one) => one);
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
    expect(lineOf(text)).toBe(line);
  });

  it('gives the trace id of the body, else that of the headers', () => {
    expect(
      lineOf(`{"errors":[{"code":"A"}],"traceId":"${trace}"}`, { 'x-b3-traceid': '12345678' }),
    ).toBe(`${start}: A (traceId ${trace})`);
    expect(lineOf('', { 'x-b3-traceid': trace })).toBe(`${start} (traceId ${trace})`);
    expect(lineOf('', { traceparent: `00-${trace}-1-00` })).toBe(`${start} (traceId ${trace})`);
    for (const bad of ['1234567', `g${trace}`, `${trace}g`, 'a'.repeat(65)])
      expect(traceIdOf({ 'x-b3-traceid': bad })).toBeUndefined();
  });

  it('gives a status without a reason phrase, and a note before the text', () => {
    expect(lineOf('', {}, 498)).toBe('POST /api/v1/reloads: 498');
    const answer = { status: 302, headers: {}, text: 'gone', note: 'a redirect' };
    expect(explain(reloading, answer, (one) => one)).toBe(
      'POST /api/v1/reloads: 302 Found: a redirect; gone',
    );
  });

  it('returns the codes for hints', () => {
    expect(readProblem('{"errors":[{"code":"A"},{"title":"B"},{"code":2}]}').codes).toEqual([
      'A',
      '2',
    ]);
    expect(readProblem('{"error":"e"}').codes).toEqual(['e']);
    for (const text of [undefined, 'text', '{"message":"m"}', '{"other":1}'])
      expect(readProblem(text).codes).toEqual([]);
  });
});
