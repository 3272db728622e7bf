import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import { ranged } from '../../sandbox/tenant/ranges.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { sizeInWords } from '../../src/runner/text.ts';
import { answers } from '../support/answers.ts';
import type { Expected, Scenario, Seen } from '../support/scenario.ts';

const path = '/api/v1/temp-contents/abc';
const text = Array.from({ length: 500 }, (_, line) => `line ${String(line)}\n`).join('');
const content = Buffer.from(text);
/** Too large to be decoded only when it has broken off. */
const zipped = gzipSync(randomBytes(1024 * 1024));
const size = content.length;
const { headers: told = {} } = ranged(content);
const tag = String(told.ETag);

const download = { path, 'response-file': 'app.qvf' };

/** The file, of which only `bytes` bytes come: of the whole, or of the rest that is asked for. */
const cut = (bytes: number, headers: Reply['headers'] = {}, status?: number): Step =>
  faults.cutAfter(bytes, ({ entry }) => {
    const reply = ranged(content, entry.headers);
    return { ...reply, status: status ?? reply.status, headers: { ...reply.headers, ...headers } };
  });

/** What a server that keeps to RFC 9110 answers, whole or in part. */
const good: Step = ({ entry, response }) => {
  const { status, headers, body } = ranged(content, entry.headers);
  response.writeHead(status, headers).end(body);
};

/** The ranges that were asked for, in order; undefined where all of it was. */
function asked({ tenant }: Seen): (readonly unknown[])[] {
  return tenant.journal
    .filter((entry) => entry.path === path)
    .map(({ headers }) => [headers.range, headers['if-range']]);
}

/** The file is there, whole, and as if it had come at once. */
function comes(ranges: readonly (number | undefined)[], log: Expected['log'] = []): Expected {
  return {
    outputs: { status: '200', 'response-file': /app\.qvf$/u },
    files: { 'app.qvf': text },
    log,
    also: (seen) => {
      expect(asked(seen)).toEqual(
        ranges.map((from) =>
          from === undefined ? [undefined, undefined] : [`bytes=${String(from)}-`, tag],
        ),
      );
      expect([...seen.files.keys()].filter((name) => name !== 'ca.pem')).toEqual(['app.qvf']);
      expect(seen.files.get('app.qvf')).toHaveLength(size);
    },
  };
}

/** A rest that does not fit is not taken: the next attempt begins at the start. */
function unfit(name: string, rest: Step, why: string): Scenario {
  return {
    name: `the rest is not taken when ${name}`,
    with: download,
    given: answers(`GET ${path}`, cut(1000), rest, good),
    then: comes([undefined, 1000, undefined], [`does not match what was received before: ${why}`]),
  };
}

/** A 206 with what a test wants to be wrong. */
function part(change: Partial<Reply>, range = `bytes 1000-${String(size - 1)}/${String(size)}`) {
  return {
    status: 206,
    body: content.subarray(1000),
    ...change,
    headers: { ...told, 'Content-Range': range, ...change.headers },
  };
}

/** A body whose length nobody tells, so that it can be of any; `lost` without its end. */
const chunked =
  ({ status, headers, body }: Reply, lost = false): Step =>
  ({ response, socket }) => {
    response.writeHead(status, headers);
    response.write(body, () => {
      if (lost) socket.end();
      else response.end();
    });
  };

/** A download of which nothing is kept. */
function fromTheStart(name: string, first: Step, given: Readonly<Record<string, string>> = {}) {
  return {
    name: `from the start: ${name}`,
    with: { ...download, ...given },
    given: answers(`GET ${path}`, first, { status: 200, body: text }),
    then: {
      outputs: { status: '200' },
      files: { 'app.qvf': text },
      logNot: ['from byte'],
      also: ({ tenant }: Seen) => {
        const again = tenant.journal.filter((entry) => entry.path === path)[1];
        expect([again?.headers.range, again?.headers['if-range']]).toEqual([undefined, undefined]);
      },
    },
  };
}

export const downloadScenarios: readonly Scenario[] = [
  {
    name: 'a download that breaks off goes on where it was',
    with: download,
    given: answers(`GET ${path}`, cut(1000), cut(500), good),
    then: comes(
      [undefined, 1000, 1500],
      [
        /attempt 1 of 4, the next in \d\.\d s \(back-off\), from byte 1000 on/u,
        /attempt 2 of 4, .*, from byte 1500 on/u,
      ],
    ),
  },
  {
    name: 'a server that is away in between does not cost what came',
    with: download,
    given: answers(`GET ${path}`, cut(1000), { status: 503, body: 'away' }, faults.html502, good),
    then: comes([undefined, 1000, 1000, 1000], [/503; attempt 2 of 4.*, from byte 1000 on/u]),
  },
  {
    name: 'the summary of a download that went on tells of the whole',
    with: { ...download, summary: 'true' },
    given: answers(`GET ${path}`, cut(1000), good),
    then: {
      outputs: { status: '200' },
      summary: ['<td>200 OK</td>', `<td>${sizeInWords(size)}</td>`],
      summaryNot: ['206'],
    },
  },
  {
    name: 'a download without a file that the step named goes on as well',
    with: { path },
    given: answers(`GET ${path}`, cut(1000), good),
    then: { outputs: { status: '200', response: text } },
  },
  {
    name: 'a result that is fetched goes on as well',
    with: {
      path: '/api/v1/apps/a1/export',
      method: 'POST',
      'fetch-result': 'true',
      'response-file': 'app.qvf',
    },
    given: (tenant) => {
      const made = { status: 201, headers: { Location: path } };
      tenant.script('POST /api/v1/apps/a1/export', [made]);
      tenant.script(`GET ${path}`, [cut(1000), good]);
      return undefined;
    },
    then: comes([undefined, 1000]),
  },
  {
    name: 'what a redirect leads to goes on there',
    with: { ...download, path: '/api/v1/old' },
    given: (tenant) => {
      tenant.script('GET /api/v1/old', [faults.redirect(path)]);
      tenant.script(`GET ${path}`, [cut(1000), good]);
      return undefined;
    },
    then: comes([undefined, 1000]),
  },
  {
    name: 'a rest that is redirected is asked for there, all of it',
    with: download,
    given: (tenant) => {
      tenant.script(`GET ${path}`, [cut(1000), faults.redirect('/api/v1/new')]);
      tenant.script('GET /api/v1/new', [good]);
      return undefined;
    },
    then: {
      files: { 'app.qvf': text },
      also: ({ tenant }) => {
        expect(tenant.journal.at(-1)?.headers.range).toBeUndefined();
      },
    },
  },
  {
    name: 'a file that changed meanwhile comes whole',
    with: download,
    given: answers(`GET ${path}`, cut(1000), { status: 200, headers: told, body: 'another' }),
    then: { outputs: { status: '200' }, files: { 'app.qvf': 'another' } },
  },
  {
    name: 'a file that changed meanwhile, and breaks off too, goes on with its own tag',
    with: download,
    given: (tenant) => {
      tenant.script(`GET ${path}`, [
        cut(1000, { ETag: '"old"' }),
        faults.cutAfter(2000, () => ({ ...ranged(content), body: content })),
        good,
      ]);
      return undefined;
    },
    then: {
      files: { 'app.qvf': text },
      also: (seen) => {
        expect(asked(seen)).toEqual([
          [undefined, undefined],
          ['bytes=1000-', '"old"'],
          ['bytes=2000-', tag],
        ]);
      },
    },
  },
  {
    name: 'a download whose attempts are used up leaves nothing, and harms no file',
    with: { ...download, retries: '1' },
    files: { 'app.qvf': 'old' },
    given: answers(`GET ${path}`, cut(1000), cut(10)),
    then: {
      fails: /the connection was reset .* after 10 of \d+ bytes of the answer/u,
      files: { 'app.qvf': 'old' },
      also: ({ files }) => {
        expect([...files.keys()]).toEqual(['app.qvf']);
      },
    },
  },
  {
    name: 'a server that gives a byte at a time is asked no more often than any other',
    with: download,
    given: answers(`GET ${path}`, cut(1), cut(1), cut(1), cut(1), good),
    then: { fails: 'after 1 of', files: { 'app.qvf': undefined } },
  },
  {
    name: 'what is gone when the rest is asked for is told as such',
    with: download,
    given: answers(`GET ${path}`, cut(1000), { status: 410, body: 'expired' }),
    then: { fails: '410 Gone: expired', files: { 'app.qvf': undefined } },
  },
  unfit(
    'it begins elsewhere',
    part({}, `bytes 0-${String(size - 1)}/${String(size)}`),
    'it begins at a different byte',
  ),
  unfit(
    'it stops short of the end',
    part({}, `bytes 1000-1999/${String(size)}`),
    'it stops short of the end',
  ),
  unfit(
    'the whole is of another size',
    part({}, 'bytes 1000-1999/2000'),
    'the total length has changed',
  ),
  unfit('nobody tells the size', part({}, `bytes 1000-${String(size - 1)}/*`), 'its Content-Range'),
  unfit('it says no range', part({ headers: { 'Content-Range': '' } }), 'its Content-Range'),
  unfit('it has no range at all', { ...part({}), headers: told }, 'its Content-Range is missing'),
  unfit('it says a range of nothing', part({}, 'bytes 1000-1'), 'its Content-Range'),
  unfit('it is of another length', part({ body: 'x' }), 'it has another length'),
  unfit(
    'it is in several parts',
    part({ headers: { 'Content-Type': 'multipart/byteranges; boundary=x' } }),
    'it is in several parts',
  ),
  unfit('its tag is another', part({ headers: { ETag: '"other"' } }), 'its ETag has changed'),
  unfit('its tag is weak', part({ headers: { ETag: `W/${tag}` } }), 'its ETag has changed'),
  unfit(
    'it is encoded',
    part({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(content) }),
    'it is encoded',
  ),
  unfit(
    'it is longer than announced',
    chunked(part({ body: content })),
    'it is longer than announced',
  ),
  unfit(
    'it is shorter than announced',
    chunked(part({ body: 'x' })),
    'it is shorter than announced',
  ),
  unfit('there is none', { status: 416, body: '' }, 'the server has none (416)'),
  {
    name: 'a rest that came to its last byte, but not to its end, is not taken for whole',
    with: download,
    given: answers(`GET ${path}`, cut(1000), chunked(part({}), true), good),
    then: comes([undefined, 1000, undefined]),
  },
  {
    name: 'the rest tells how long the whole is where the begin did not',
    with: download,
    given: answers(
      `GET ${path}`,
      chunked({ ...ranged(content), body: content.subarray(0, 1000) }, true),
      chunked(part({ body: 'x' })),
      good,
    ),
    then: comes([undefined, 1000, undefined], ['it is shorter than announced']),
  },
  fromTheStart('an answer that is not 200', cut(1000, {}, 404), { 'accept-status': '404' }),
  ...['Range: bytes=5-', `If-Range: ${tag}`].map((own): Scenario => ({
    name: `from the start: a request with its own ${own}`,
    with: { ...download, headers: own },
    given: answers(
      `GET ${path}`,
      faults.cutAfter(1000, () => ({ ...ranged(content), body: content })),
      { status: 200, body: text },
    ),
    then: { files: { 'app.qvf': text }, logNot: ['from byte'] },
  })),
  {
    name: 'from the start: an answer to what is no GET',
    with: { path, method: 'PUT', body: '{}' },
    given: answers(`PUT ${path}`, cut(1000), { status: 200, body: text }),
    then: { outputs: { response: text }, logNot: ['from byte'] },
  },
  fromTheStart('a tag that is weak', cut(1000, { ETag: `W/${tag}` })),
  fromTheStart('a tag that is none', cut(1000, { ETag: 'abc' })),
  fromTheStart('ranges that are not offered', cut(1000, { 'Accept-Ranges': 'none' })),
  fromTheStart(
    'a body that is decoded on the way',
    faults.cutAfter(1024 * 512, () => ({
      status: 200,
      headers: { ...told, 'Content-Encoding': 'gzip' },
      body: zipped,
    })),
  ),
  fromTheStart('a body of which nothing came', cut(0)),
  fromTheStart(
    'a body that was longer than it said',
    faults.raw(
      `HTTP/1.1 200 OK\r\nETag: "a"\r\nAccept-Ranges: bytes\r\nContent-Length: 2\r\n\r\nabc`,
    ),
  ),
  {
    name: 'a range that the step itself asks for is its own, and comes as it is',
    with: { ...download, headers: `Range: bytes=1000-\nIf-Range: ${tag}` },
    given: answers(`GET ${path}`, cut(10), good),
    then: {
      outputs: { status: '206' },
      files: { 'app.qvf': text.slice(1000) },
      logNot: ['from byte'],
      also: (seen) => {
        expect(asked(seen)).toEqual(Array(2).fill(['bytes=1000-', tag]));
      },
    },
  },
  {
    name: 'a part that nobody asked for is an error: it must not look whole',
    with: download,
    given: answers(`GET ${path}`, part({})),
    then: {
      fails: /the server sent a part \(206\) of what was asked for\. .*`accept-status: 206`/u,
      files: { 'app.qvf': undefined },
      requests: ['POST /oauth/token 200', `GET ${path} 206`],
    },
  },
  {
    name: 'a part that nobody asked for is taken by a step that says so',
    with: { ...download, 'accept-status': '206' },
    given: answers(`GET ${path}`, part({})),
    then: { outputs: { status: '206' }, files: { 'app.qvf': text.slice(1000) } },
  },
];
