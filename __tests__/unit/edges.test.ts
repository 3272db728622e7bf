import { describe, expect, it, jest } from '@jest/globals';
import { Failure } from '../../src/failure.ts';
import { hintForCall } from '../../src/errors/hints.ts';
import { hintForToken } from '../../src/errors/token-hints.ts';
import { transportFailure } from '../../src/errors/transport-faults.ts';
import { encodeForm } from '../../src/http/multipart.ts';
import { after } from '../../src/runner/clock.ts';
import { judgeJob, locate, recognise } from '../../src/jobs/job.ts';
import { matchPath } from '../../src/jobs/kinds.ts';
import { JobReport } from '../../src/jobs/report.ts';
import { Body, mostJsonBytes } from '../../src/response/body.ts';
import { readJson } from '../../src/response/answer.ts';
import { parseExpression } from '../../src/response/expression.ts';
import { judge } from '../../src/response/judge.ts';
import { writeOutputs } from '../../src/response/outputs.ts';
import { verdictOf } from '../../src/response/verdict.ts';
import { runMain, runPost } from '../../src/runner/run.ts';
import { linkedFrom, offTenant, resolvePath } from '../../src/tenant-path.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const tenant = { origin: 'https://acme.example' };

describe('a deadline', () => {
  it('strikes some time after another signal', () => {
    const clock = new FakeClock();
    const first = new AbortController();
    const { signal, cancel } = after(clock, first.signal, 100);
    clock.advance(1000);
    expect(signal.aborted).toBe(false);
    first.abort();
    clock.advance(100);
    expect(signal.reason).toBeInstanceOf(Failure);
    cancel();
  });
});

describe('a known job', () => {
  const recognised = recognise('POST', '/api/v1/reloads');
  if (recognised === undefined) throw new Error('a reload is not recognised');
  const plan = { ...recognised, doneWhen: undefined, failWhen: undefined };

  it('is not recognised by another method or path', () => {
    expect(recognise('PUT', '/api/v1/reloads')).toBeUndefined();
    expect(recognise('POST', '/api/v1/reloads/')).toBeUndefined();
    expect(matchPath('/a/{id}', '/a/')).toBeUndefined();
    expect(matchPath('/a', '/a/b')).toBeUndefined();
  });

  it('may have a number for an id, or a very long one', () => {
    expect(locate(plan, tenant, { id: 7 }, (text) => text).url.pathname).toBe('/api/v1/reloads/7');
    const { name, stopUrl } = locate(plan, tenant, { id: 'x'.repeat(500) }, (text) => text);
    expect([name.length, stopUrl?.pathname.length]).toEqual(['reload '.length + 100, 531]);
    expect(() => locate(plan, tenant, null, (text) => text)).toThrow('gives no id');
  });

  it('may have an id that lies deep in the answer, and none that would not come out as it is', () => {
    const deep = { ...plan, kind: { ...plan.kind, poll: '/api/v1/ml/versions/{data.id}' } };
    const answer = { id: 7, data: { id: 'v1' } };
    const { url } = locate(deep, tenant, answer, (text) => text);
    expect(url.pathname).toBe('/api/v1/ml/versions/v1');
    expect(() =>
      locate(
        plan,
        tenant,
        answer,
        (text) => text,
        (value) => value === 7,
      ),
    ).toThrow('gives a number for id that would not come out as it is');
  });

  it('shows no half of a secret, and one line, whatever the server calls its id and state', () => {
    const secret = 'Zk3~pX9+vQ/7=wB2mT5';
    const runner = memoryRunner({}, {}, new FakeClock());
    runner.setSecret(secret);
    const cut = `${'x'.repeat(95)}${secret}`;
    const named = locate(plan, tenant, { id: cut }, runner.clean).name;
    expect(named).toBe(`reload ${'x'.repeat(95)}***`);
    const polled = { state: cut, end: undefined, unknown: true, reason: '' } as const;
    const report = new JobReport(runner, locate(plan, tenant, { id: 'r1' }, runner.clean));
    report.polled(polled);
    report.polled({ ...polled, state: 'a\r\n::error::b\nc' });
    expect(report.timeUp().message).toContain('(state: a : :error::b c)');
    const bad = { ...polled, end: 'bad', reason: `${'x'.repeat(495)}${secret}` } as const;
    const said = report.ended(bad, {})?.message;
    expect(said).toBe(`reload r1 ended as ${'x'.repeat(95)}*** after 0 s: ${'x'.repeat(495)}***`);
    report.ended({ ...polled, state: 'a\nb', end: 'warning' }, {});
    expect(runner.left.warnings).toEqual([
      `reload r1: the state ${'x'.repeat(95)}*** is unknown to this action, which takes the job as still running`,
      'reload r1: the state a : :error::b c is unknown to this action, which takes the job as still running',
      'reload r1 ended with warnings (a b): look at its log in Qlik',
    ]);
    expect(runner.left.log).toHaveLength(2);
  });

  it('runs while it tells no state', () => {
    const runner = memoryRunner({}, {}, new FakeClock());
    const report = new JobReport(runner, locate(plan, tenant, { id: 7 }, runner.clean));
    expect(report.timeUp().message).toContain('(state: not seen yet)');
    report.polled(judgeJob(plan, {}));
    expect(runner.left.log).toEqual(['reload 7: running (0 s)']);
  });

  it('that ends badly may give no reason', () => {
    const runner = memoryRunner({}, {}, new FakeClock());
    const report = new JobReport(runner, locate(plan, tenant, { id: 'r1' }, runner.clean));
    const state = { state: undefined, end: 'warning', unknown: false, reason: '' } as const;
    expect(report.ended(state, {})).toBeUndefined();
    expect(runner.left.warnings).toEqual([
      'reload r1 ended with warnings (failed): look at its log in Qlik',
    ]);
    const bad = report.ended({ ...state, end: 'bad' }, {});
    expect(bad?.message).toBe('reload r1 ended as failed after 0 s');
  });
});

describe('a response that is too large to be looked at', () => {
  const large = new Body({ named: undefined, chosen: () => '/nowhere' });
  Object.defineProperty(large, 'length', { value: mostJsonBytes + 1 });

  it('fails what looks at it, and is handed on', () => {
    const select = parseExpression('id', memoryRunner());
    const { failure } = verdictOf('GET /x', 200, readJson(large), {
      select,
      failWhen: undefined,
    });
    expect(failure?.message).toContain('500 MiB');
  });

  it('is withheld where something in it was to be masked', async () => {
    const runner = memoryRunner();
    const reply = {
      status: 200,
      headers: {},
      bytes: 1,
      body: large,
      discard: () => Promise.resolve(),
    };
    const how = {
      select: undefined,
      failWhen: undefined,
      masks: [parseExpression('id', memoryRunner())],
      headers: { accept: '*/*' },
      accepts: () => false,
      acceptsFailedParts: false,
    };
    const request = { method: 'GET', url: new URL('https://acme.example/x') };
    const answer = { request, reply, location: undefined, failure: undefined };
    const verdict = await judge(runner, answer, how, 'client-secret');
    expect(verdict.failure?.message).toMatch(/withheld: .*500 MiB/u);
    expect(verdict.withheld).toBe(true);
    await writeOutputs(runner, answer, verdict);
    expect(Object.keys(runner.left.outputs)).toEqual(['status', 'headers']);
  });
});

describe("JMESPath's truth", () => {
  it.each([
    [null, false],
    [undefined, false],
    [false, false],
    ['', false],
    [[], false],
    [{}, false],
    [0, true],
    [true, true],
    ['x', true],
    [[0], true],
    [{ a: null }, true],
  ])('of %j is %p', (value, truth) => {
    expect(parseExpression('@', memoryRunner()).isTrue(value)).toBe(truth);
  });
});

describe('a story that comes to no end', () => {
  it('is told when nothing is left to do', async () => {
    const runners = [memoryRunner(), memoryRunner()] as const;
    const ends: (() => void)[] = [];
    void runMain(runners[0], () => new Promise((resolve) => ends.push(resolve)));
    process.listeners('beforeExit').at(-1)?.(0);
    expect(process.exitCode).toBe(1);
    void runPost(runners[1], () => new Promise((resolve) => ends.push(resolve)));
    process.listeners('beforeExit').at(-1)?.(0);
    expect(process.exitCode).toBe(0);
    expect(runners[0].left.errors[0]).toContain('ended without a result');
    expect(runners[1].left.warnings[0]).toContain('ended without a result');
    for (const end of ends) end();
    await new Promise((resolve) => setImmediate(resolve));
    process.exitCode = undefined;
    process.removeAllListeners('uncaughtException');
    jest.restoreAllMocks();
  });
});

const tried = { url: new URL('https://acme.example/x?y'), sent: false, progress: '' };

describe('what Node says of a fault', () => {
  it.each([
    [
      { code: 'ERR_PROXY_TUNNEL', statusCode: 407 },
      'the proxy did not accept the credentials (PROXY_407)',
    ],
    [{ code: 'ERR_PROXY_TUNNEL', statusCode: 502 }, 'the proxy could not connect (PROXY_502)'],
    [{ code: 'ERR_PROXY_TUNNEL' }, 'the proxy closed the connection (PROXY_CLOSED)'],
    [{ code: 'EWHAT' }, 'the connection failed (EWHAT)'],
    [{ code: 7 }, 'the connection failed'],
    ['text', 'the connection failed'],
  ])('%j: %s', (error, words) => {
    const { message } = transportFailure('GET /x', error, { ...tried, progress: 'at once' });
    expect(message).toBe(`GET /x: ${words} at acme.example:443 at once`);
  });

  it('names the proxy that cannot be reached', () => {
    const proxy = new URL('http://user:word@proxy:3128');
    const fault = transportFailure('GET /x', { code: 'ECONNREFUSED' }, { ...tried, proxy });
    expect(fault.told).toMatch(
      /refused \(ECONNREFUSED\) at the proxy proxy:3128\. Check `https_proxy`/u,
    );
  });
});

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

describe('a link in an answer', () => {
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

  it('is left as it is where the request was not under /api', () => {
    const elsewhere = new URL('/oauth/x', tenant.origin);
    expect(linkedFrom(elsewhere, '/v1/x')?.pathname).toBe('/v1/x');
    expect(linkedFrom(from, 'https://[')).toBeNull();
  });

  it('shows of a host no more than fits a line', () => {
    const url = new URL(`https://${'a.'.repeat(5000)}example/`);
    const { where = '', hint = '' } = offTenant(tenant, url) ?? {};
    expect(where.length + hint.length).toBeLessThan(600);
  });
});

describe('small things', () => {
  it('a form of nothing has an end', () => {
    const { payload, contentType } = encodeForm([]);
    expect(payload.length).toBe(contentType.length - 'multipart/form-data; boundary='.length + 6);
  });

  it('an error that nobody knows has no hint', () => {
    const request = { method: 'GET', url: new URL('https://acme.example/x') };
    const answer = { status: 418, headers: {}, text: undefined };
    expect(hintForCall(request, answer, 'client-secret')).toBeUndefined();
  });

  it('a body in no file is read piece by piece as well', async () => {
    const body = new Body({ named: undefined, chosen: () => '/nowhere' });
    await body.write(Buffer.from('abc'));
    await body.end();
    const pieces = [];
    for await (const piece of body.chunks()) pieces.push(piece.toString());
    expect(pieces.join('')).toBe('abc');
  });

  it.each([
    ['ends in the middle of a letter', Buffer.from('aé').subarray(0, 2), undefined],
    ['is no UTF-8', Buffer.of(0x61, 0xff, 0x62), undefined],
    ['holds NUL', Buffer.from('a\0b'), undefined],
    ['begins with a byte order mark', Buffer.from('\ufeffé'), '\ufeffé'],
  ])('a body that %s is text or not, whole or letter by letter', async (_, bytes, text) => {
    for (const size of [1, bytes.length]) {
      const body = new Body({ named: undefined, chosen: () => '/nowhere' });
      for (let at = 0; at < bytes.length; at += size)
        await body.write(bytes.subarray(at, at + size));
      await body.end();
      expect(body.text).toBe(text);
    }
  });

  it('a body whose file cannot be written ends at once', async () => {
    const body = new Body({ named: `${import.meta.filename}/a`, chosen: () => '/nowhere' });
    await expect(body.write(Buffer.alloc(2 * 1024 * 1024))).rejects.toThrow('cannot be written');
  });

  it.each([
    ['GET', {}, undefined, 'raise'],
    ['GET', { 'retry-after': '900' }, 'the server asks to wait', 'later'],
    ['POST', { 'retry-after': '9' }, undefined, 'raise'],
    ['POST', {}, undefined, 'later'],
    ['PATCH', {}, undefined, 'later'],
  ])('a %s that gets 429 with %j is told what helps', (method, headers, note, says) => {
    const request = { method, url: new URL('https://acme.example/api/v1/spaces') };
    const answer = { status: 429, headers, text: undefined, note };
    expect(hintForCall(request, answer, 'client-secret')?.hint).toContain(says);
  });

  it('a token request that gets 429 is made again, whatever the answer says', () => {
    const request = { method: 'POST', url: new URL('https://acme.example/oauth/token') };
    const answer = { status: 429, headers: {}, text: undefined };
    expect(hintForToken(request, answer, { credential: 'client-secret' })?.hint).toContain('raise');
  });

  it('an expression of another language is told apart', () => {
    const parse = (text: string) => () => parseExpression(text, memoryRunner());
    expect(parse('.data[0]')).toThrow('(no dot in front: it is not jq)');
    expect(parse('data[')).not.toThrow('jq');
  });
});
