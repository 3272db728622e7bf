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
/** Large enough to be decoded in part before the connection breaks. */
const zipped = gzipSync(randomBytes(1024 * 1024));
const size = content.length;
const { headers: fileHeaders = {} } = ranged(content);
const tag = String(fileHeaders.ETag);

const download = { path, 'response-file': 'app.qvf' };

/** Sends the first `bytes` bytes of the file, or of the requested range, and then breaks off. */
const cut = (bytes: number, headers: Reply['headers'] = {}, status?: number): Step =>
  faults.cutAfter(bytes, ({ entry }) => {
    const reply = ranged(content, entry.headers);
    return { ...reply, status: status ?? reply.status, headers: { ...reply.headers, ...headers } };
  });

/** Responds as RFC 9110 says: with the whole file, or with the requested range. */
const good: Step = ({ entry, response }) => {
  const { status, headers, body } = ranged(content, entry.headers);
  response.writeHead(status, headers).end(body);
};

/** `Range` and `If-Range` of each request, in order; undefined if it was for the whole file. */
function asked({ tenant }: Seen): (readonly unknown[])[] {
  return tenant.journal
    .filter((entry) => entry.path === path)
    .map(({ headers }) => [headers.range, headers['if-range']]);
}

/** Expects the complete file, as if it had arrived in one response. */
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

/** A part that does not match is discarded: the next attempt starts from the beginning. */
function unfit(name: string, rest: Step, why: string): Scenario {
  return {
    name: `a resumed download starts again if ${name}`,
    with: download,
    given: answers(`GET ${path}`, cut(1000), rest, good),
    then: comes([undefined, 1000, undefined], [`does not match what was received before: ${why}`]),
  };
}

/** A 206 with the fault that a test needs. */
function part(change: Partial<Reply>, range = `bytes 1000-${String(size - 1)}/${String(size)}`) {
  return {
    status: 206,
    body: content.subarray(1000),
    ...change,
    headers: { ...fileHeaders, 'Content-Range': range, ...change.headers },
  };
}

/** A body without Content-Length, so that it can have any length; if `lost`, without its end. */
const chunked =
  ({ status, headers, body }: Reply, lost = false): Step =>
  ({ response, socket }) => {
    response.writeHead(status, headers);
    response.write(body, () => {
      if (lost) socket.end();
      else response.end();
    });
  };

/** A download that starts again from the beginning. */
function fromTheStart(name: string, first: Step, given: Readonly<Record<string, string>> = {}) {
  return {
    name: `a download starts from the beginning again after ${name}`,
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
    name: 'a download that breaks off resumes where it stopped',
    with: download,
    given: answers(`GET ${path}`, cut(1000), cut(500), good),
    then: comes(
      [undefined, 1000, 1500],
      [
        /attempt 1 of 4, retrying in \d\.\d s \(back-off\), from byte 1000 on/u,
        /attempt 2 of 4, .*, from byte 1500 on/u,
      ],
    ),
  },
  {
    name: 'a 503 between two parts does not lose what was received',
    with: download,
    given: answers(`GET ${path}`, cut(1000), { status: 503, body: 'away' }, faults.html502, good),
    then: comes([undefined, 1000, 1000, 1000], [/503; attempt 2 of 4.*, from byte 1000 on/u]),
  },
  {
    name: 'the summary of a resumed download shows 200 and the whole size',
    with: { ...download, summary: 'true' },
    given: answers(`GET ${path}`, cut(1000), good),
    then: {
      outputs: { status: '200' },
      summary: ['<td>200 OK</td>', `<td>${sizeInWords(size)}</td>`],
      summaryNot: ['206'],
    },
  },
  {
    name: 'a download without response-file resumes too',
    with: { path },
    given: answers(`GET ${path}`, cut(1000), good),
    then: { outputs: { status: '200', response: text } },
  },
  {
    name: 'a download by fetch-result resumes too',
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
    name: 'a redirected download resumes at the address that it was redirected to',
    with: { ...download, path: '/api/v1/old' },
    given: (tenant) => {
      tenant.script('GET /api/v1/old', [faults.redirect(path)]);
      tenant.script(`GET ${path}`, [cut(1000), good]);
      return undefined;
    },
    then: comes([undefined, 1000]),
  },
  {
    name: 'a resume that is redirected requests the whole file at the new address',
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
    name: 'a file that changed in the meantime is received whole',
    with: download,
    given: answers(`GET ${path}`, cut(1000), {
      status: 200,
      headers: fileHeaders,
      body: 'another',
    }),
    then: { outputs: { status: '200' }, files: { 'app.qvf': 'another' } },
  },
  {
    name: 'a file that changed and breaks off again resumes with its new ETag',
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
    name: 'a download that runs out of attempts leaves no partial file, and keeps an existing one',
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
    name: 'a server that sends one byte per attempt gets no extra attempts',
    with: download,
    given: answers(`GET ${path}`, cut(1), cut(1), cut(1), cut(1), good),
    then: { fails: 'after 1 of', files: { 'app.qvf': undefined } },
  },
  {
    name: 'a 410 on resuming is reported as a 410',
    with: download,
    given: answers(`GET ${path}`, cut(1000), { status: 410, body: 'expired' }),
    then: { fails: '410 Gone: expired', files: { 'app.qvf': undefined } },
  },
  unfit(
    'the part begins at another byte',
    part({}, `bytes 0-${String(size - 1)}/${String(size)}`),
    'it begins at a different byte',
  ),
  unfit(
    'the part stops short of the end',
    part({}, `bytes 1000-1999/${String(size)}`),
    'it stops short of the end',
  ),
  unfit(
    'the total size has changed',
    part({}, 'bytes 1000-1999/2000'),
    'the total length has changed',
  ),
  unfit(
    'its Content-Range has no total size',
    part({}, `bytes 1000-${String(size - 1)}/*`),
    'its Content-Range',
  ),
  unfit(
    'its Content-Range is empty',
    part({ headers: { 'Content-Range': '' } }),
    'its Content-Range',
  ),
  unfit(
    'it has no Content-Range',
    { ...part({}), headers: fileHeaders },
    'its Content-Range is missing',
  ),
  unfit('its Content-Range has no bytes', part({}, 'bytes 1000-1'), 'its Content-Range'),
  unfit(
    'its length is not that of its Content-Range',
    part({ body: 'x' }),
    'its length does not match',
  ),
  unfit(
    'it is a multipart response',
    part({ headers: { 'Content-Type': 'multipart/byteranges; boundary=x' } }),
    'it is in several parts',
  ),
  unfit(
    'its ETag has changed in between',
    part({ headers: { ETag: '"other"' } }),
    'its ETag has changed',
  ),
  unfit('its ETag is weak', part({ headers: { ETag: `W/${tag}` } }), 'its ETag has changed'),
  unfit(
    'it has a Content-Encoding',
    part({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(content) }),
    'it is encoded',
  ),
  unfit(
    'it is longer than its Content-Range',
    chunked(part({ body: content })),
    'it is longer than announced',
  ),
  unfit(
    'it is shorter than its Content-Range',
    chunked(part({ body: 'x' })),
    'it is shorter than announced',
  ),
  unfit(
    'the server has no such range (416)',
    { status: 416, body: '' },
    'the server has no more (416)',
  ),
  {
    name: 'a part with its last byte, but without its last chunk, does not count as complete',
    with: download,
    given: answers(`GET ${path}`, cut(1000), chunked(part({}), true), good),
    then: comes([undefined, 1000, undefined]),
  },
  {
    name: 'a part gives the total size if the first response did not',
    with: download,
    given: answers(
      `GET ${path}`,
      chunked({ ...ranged(content), body: content.subarray(0, 1000) }, true),
      chunked(part({ body: 'x' })),
      good,
    ),
    then: comes([undefined, 1000, undefined], ['it is shorter than announced']),
  },
  fromTheStart('a response other than 200', cut(1000, {}, 404), { 'accept-status': '404' }),
  ...['Range: bytes=5-', `If-Range: ${tag}`].map((own): Scenario => ({
    name: `a download starts from the beginning again if the step sets ${own}`,
    with: { ...download, headers: own },
    given: answers(
      `GET ${path}`,
      faults.cutAfter(1000, () => ({ ...ranged(content), body: content })),
      { status: 200, body: text },
    ),
    then: { files: { 'app.qvf': text }, logNot: ['from byte'] },
  })),
  {
    name: 'the response to a PUT starts from the beginning again',
    with: { path, method: 'PUT', body: '{}' },
    given: answers(`PUT ${path}`, cut(1000), { status: 200, body: text }),
    then: { outputs: { response: text }, logNot: ['from byte'] },
  },
  fromTheStart('a weak ETag', cut(1000, { ETag: `W/${tag}` })),
  fromTheStart('a malformed ETag', cut(1000, { ETag: 'abc' })),
  fromTheStart('Accept-Ranges: none', cut(1000, { 'Accept-Ranges': 'none' })),
  fromTheStart(
    'an encoded response',
    faults.cutAfter(1024 * 512, () => ({
      status: 200,
      headers: { ...fileHeaders, 'Content-Encoding': 'gzip' },
      body: zipped,
    })),
  ),
  fromTheStart('a response without a byte of its body', cut(0)),
  fromTheStart(
    'a body longer than its Content-Length',
    faults.raw(
      `HTTP/1.1 200 OK\r\nETag: "a"\r\nAccept-Ranges: bytes\r\nContent-Length: 2\r\n\r\nabc`,
    ),
  ),
  {
    name: 'a range that the step itself requests is sent with each attempt, and is the response',
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
    name: 'a 206 that was not requested is an error, because a part must not look complete',
    with: download,
    given: answers(`GET ${path}`, part({})),
    then: {
      fails: /the server sent only a part \(206\) of what was requested\. .*`accept-status: 206`/u,
      files: { 'app.qvf': undefined },
      requests: ['POST /oauth/token 200', `GET ${path} 206`],
    },
  },
  {
    name: 'a 206 that was not requested is a success with accept-status: 206',
    with: { ...download, 'accept-status': '206' },
    given: answers(`GET ${path}`, part({})),
    then: { outputs: { status: '206' }, files: { 'app.qvf': text.slice(1000) } },
  },
];
