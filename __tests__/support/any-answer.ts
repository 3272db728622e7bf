import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** The requests of a step, by purpose. */
const kinds = ['token', 'call', 'page', 'poll', 'outputs', 'stop', 'revoke'] as const;
export type Kind = (typeof kinds)[number];

/** Any response: what is sent on the wire, and how it ends. */
export interface Answer {
  /** Undefined: what a tenant that means well answers. */
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Latin-1 of its bytes; `[[[n` stands for a list that is nested so deeply. */
  readonly body: string;
  /** How the body is framed: truly, or not. */
  readonly framing: 'length' | 'chunked' | 'none' | 'longer' | 'shorter';
  readonly coding: 'none' | 'gzip' | 'said gzip';
}

/** A step that gets responses of any kind. */
export interface Run {
  readonly inputs: Readonly<Record<string, string>>;
  /** By kind: what the first requests get; those after them are answered well. */
  readonly answers: Readonly<Record<Kind, readonly Answer[]>>;
  /** The workflow is cancelled when so many polls have come; undefined: never. */
  readonly cancelAt: number | undefined;
}

/** A request as the server received it, and its response. */
export interface Seen {
  readonly kind: Kind;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: Buffer;
  /** Whether the answer came whole, as it is. */
  readonly plain: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

const good: Answer = {
  status: undefined,
  headers: [],
  body: '',
  framing: 'length',
  coding: 'none',
};

const known = fc.constantFrom(
  ...['Content-Type', 'Location', 'Retry-After', 'ETag', 'Accept-Ranges', 'Content-Range'],
  ...['Deprecation', 'Sunset', 'Link', 'Age', 'Date', 'WWW-Authenticate', 'Set-Cookie', 'X-A'],
  ...['X-B3-TraceId', '__proto__'],
);
const value = fc.oneof(
  fc.constantFrom('0', '1', '9999999', 'bytes', '"a"', 'text/html', 'application/json', 'gzip'),
  fc.constantFrom('/v1/things', '/api/v1/things', '//evil.invalid/', 'https://evil.invalid/a?b=c'),
  fc.constantFrom('Fri, 31 Dec 9999 23:59:59 GMT', 'bytes 0-1/2', 'Basic', '?1', '@1', '<a>; rel'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
);

/** JSON in the forms that the action examines, exact or almost, and in other forms. */
const nearly = fc.oneof(
  fc.json(),
  fc
    .record(
      {
        access_token: fc.oneof(fc.string({ minLength: 16 }), fc.integer(), fc.constant(null)),
        expires_in: fc.oneof(fc.integer(), fc.string()),
        expires_at: fc.oneof(fc.constantFrom('2020-01-01T00:00:00Z', 'soon'), fc.integer()),
        id: fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.constantFrom('..', '/', 'r1')),
        status: fc.oneof(
          fc.constantFrom('QUEUED', 'SUCCEEDED', 'FAILED', 'done', 'error', 'ok', 'expired'),
          fc.integer({ min: 100, max: 599 }),
          fc.jsonValue(),
        ),
        data: fc.oneof(
          fc.array(
            fc.record({ id: fc.string(), status: fc.integer({ max: 600 }) }, { requiredKeys: [] }),
          ),
          fc.jsonValue(),
        ),
        links: fc.oneof(
          fc.record({ next: fc.oneof(fc.record({ href: fc.jsonValue() }), fc.jsonValue()) }),
          fc.jsonValue(),
        ),
        errors: fc.jsonValue(),
        log: fc.jsonValue(),
        results: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((record) => JSON.stringify(record)),
  fc.integer({ min: 1000, max: 30_000 }).map((depth) => `[[[${String(depth)}`),
);
const body = fc.oneof(
  { arbitrary: nearly.map((text) => Buffer.from(text).toString('latin1')), weight: 5 },
  {
    arbitrary: fc
      .uint8Array({ maxLength: 64 })
      .map((bytes) => Buffer.from(bytes).toString('latin1')),
    weight: 2,
  },
  {
    arbitrary: fc.constantFrom('', '<html>Log in</html>'),
    weight: 1,
  },
);

const answer: fc.Arbitrary<Answer> = fc.oneof(
  { arbitrary: fc.constant(good), weight: 5 },
  {
    arbitrary: fc.record({
      status: fc.oneof(
        { arbitrary: fc.constantFrom(200, 200, 200, 201, 204, 206, 207), weight: 4 },
        { arbitrary: fc.constantFrom(302, 307, 400, 401, 403, 404, 409, 417, 429, 503), weight: 4 },
        { arbitrary: fc.integer({ min: 100, max: 599 }), weight: 1 },
      ),
      headers: fc.array(fc.tuple(known, value), { maxLength: 3 }),
      body,
      framing: fc.oneof(
        { arbitrary: fc.constantFrom('length' as const, 'chunked' as const), weight: 6 },
        {
          arbitrary: fc.constantFrom('none' as const, 'longer' as const, 'shorter' as const),
          weight: 1,
        },
      ),
      coding: fc.constantFrom(
        'none' as const,
        'none' as const,
        'none' as const,
        'gzip' as const,
        'said gzip' as const,
      ),
    }),
    weight: 5,
  },
);

const inputs = fc.oneof(
  fc.record(
    {
      path: fc.constant('/api/v1/things'),
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
      select: fc.constantFrom('id', 'data[0].id', '@', "id || ''"),
      'fail-when': fc.constantFrom('errors', 'status'),
      mask: fc.constantFrom('id', '@'),
      'accept-status': fc.constantFrom('404', '200-499', '207'),
      'response-file': fc.constant('out/file'),
      summary: fc.constant('true'),
    },
    { requiredKeys: ['path', 'method'] },
  ),
  fc.record(
    {
      path: fc.constant('/api/v1/things'),
      paginate: fc.constant('true'),
      select: fc.constant('data'),
      'response-file': fc.constant('list.json'),
    },
    { requiredKeys: ['path', 'paginate'] },
  ),
  fc.record(
    {
      path: fc.constantFrom('/api/v1/reloads', '/api/v1/reports'),
      method: fc.constant('POST'),
      wait: fc.constant('true'),
      select: fc.constantFrom('status', 'id'),
      mask: fc.constant('id'),
      'accept-status': fc.constantFrom('404', '409'),
    },
    { requiredKeys: ['path', 'method', 'wait'] },
  ),
  fc.record({
    path: fc.constantFrom('/api/v1/apps/a/export', '/api/v1/things'),
    method: fc.constant('POST'),
    'fetch-result': fc.constant('true'),
    'response-file': fc.constant('result'),
  }),
);

const answers = fc.record(
  Object.fromEntries(
    kinds.map((kind) => [kind, fc.array(answer, { maxLength: 3 })]),
  ) as unknown as Record<Kind, fc.Arbitrary<Answer[]>>,
);

/** A step with any inputs of some kinds, and any responses to its requests. */
export const anyRun: fc.Arbitrary<Run> = fc.record({
  inputs: fc
    .tuple(inputs, fc.constantFrom('0', '1', '2'))
    .map(([given, retries]): Record<string, string> => ({ ...given, retries })),
  answers,
  cancelAt: fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 4 },
    { arbitrary: fc.integer({ min: 1, max: 3 }), weight: 1 },
  ),
});

/** A tenant with scripted responses, which serves many runs. */
export class AnyTenant {
  readonly seen: Seen[] = [];
  /** Tokens that were given whole in a good answer. */
  readonly tokens: string[] = [];
  readonly folder = mkdtempSync(path.join(tmpdir(), 'any-answer-'));
  readonly #server: Server;
  #run: Run | undefined;
  #queues = new Map<Kind, Answer[]>();
  #onPoll: (count: number) => void = () => undefined;
  #count = 0;

  constructor() {
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      void bodyOf(request).then((sent) => {
        const kind = this.#kindOf(request);
        const queued = this.#queues.get(kind)?.shift() ?? good;
        const given = queued.status === undefined ? this.#good(kind) : queued;
        const bytes = bytesOf(given);
        const plain =
          given.framing !== 'longer' && given.framing !== 'shorter' && given.coding === 'none';
        const text = given.coding === 'gzip' ? gzipSync(bytes) : bytes;
        const { method = '', url = '' } = request;
        const status = given.status ?? 200;
        const { headers } = given;
        this.seen.push({
          kind,
          method,
          path: url,
          body: sent,
          status,
          answer: bytes,
          plain,
          headers,
        });
        if (kind === 'token' && plain) this.#noteToken(given);
        if (kind === 'poll') this.#onPoll(this.seen.filter((one) => one.kind === 'poll').length);
        const coded = given.coding === 'none' ? [] : [['Content-Encoding', 'gzip'] as const];
        const length =
          text.length + { length: 0, chunked: 0, none: 0, longer: 7, shorter: -1 }[given.framing];
        const framed =
          given.framing === 'chunked'
            ? [['Transfer-Encoding', 'chunked'] as const]
            : given.framing === 'none'
              ? []
              : [['Content-Length', String(Math.max(length, 0))] as const];
        const head = [...headers, ...coded, ...framed, ['Connection', 'close'] as const].map(
          ([name, one]) => `${name}: ${one.replace(/[^\x20-\x7e]/gu, ' ')}\r\n`,
        );
        const chunks =
          given.framing !== 'chunked'
            ? [text]
            : [
                ...(text.length === 0
                  ? []
                  : [Buffer.from(`${text.length.toString(16)}\r\n`), text, Buffer.from('\r\n')]),
                Buffer.from('0\r\n\r\n'),
              ];
        const wire = [
          Buffer.from(`HTTP/1.1 ${String(status)} Any\r\n${head.join('')}\r\n`),
          ...chunks,
        ];
        response.socket?.end(Buffer.concat(method === 'HEAD' ? wire.slice(0, 1) : wire));
      });
    });
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  async start(): Promise<void> {
    for (const part of ['workspace', 'temp']) mkdirSync(path.join(this.folder, part));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get workspace(): string {
    return path.join(this.folder, 'workspace');
  }

  get temp(): string {
    return path.join(this.folder, 'temp');
  }

  /** Forgets the last run. @param onPoll is called for each poll as it arrives */
  begin(run: Run, onPoll: (count: number) => void): void {
    this.#run = run;
    this.#onPoll = onPoll;
    this.#queues = new Map(kinds.map((kind) => [kind, [...run.answers[kind]]]));
    this.seen.length = 0;
    this.tokens.length = 0;
    for (const place of [this.workspace, this.temp]) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(place);
    }
  }

  /** Names of all files that a run has left, in the workspace and elsewhere. */
  files(): string[] {
    return [this.workspace, this.temp].flatMap((place) =>
      readdirSync(place, { recursive: true }).map(String),
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  #noteToken(answer: Answer): void {
    const { status = 200 } = answer;
    try {
      const json = JSON.parse(bytesOf(answer).toString()) as {
        access_token?: unknown;
        token_type?: unknown;
      };
      const { access_token: token, token_type: type = 'bearer' } = json;
      const sound = typeof token === 'string' && /^[\x21-\x7e]{16,}$/u.test(token);
      if (
        status >= 200 &&
        status <= 299 &&
        status !== 204 &&
        sound &&
        /^bearer$/iu.test(String(type))
      )
        this.tokens.push(token);
    } catch {
      // No token.
    }
  }

  #kindOf({ method, url = '' }: IncomingMessage): Kind {
    if (url === '/oauth/token') return 'token';
    if (url === '/oauth/revoke') return 'revoke';
    if (/\/actions\/(?:cancel|stop)$/u.test(url)) return 'stop';
    if (url.includes('/outputs')) return 'outputs';
    const waits = this.#run?.inputs.wait === 'true';
    if (waits && method === 'GET') return 'poll';
    return this.seen.some(({ kind }) => kind === 'call') && method === 'GET' ? 'page' : 'call';
  }

  #good(kind: Kind): Answer {
    const json = (value: unknown, headers: Answer['headers'] = []): Answer => ({
      ...good,
      status: 200,
      headers: [['Content-Type', 'application/json'], ...headers],
      body: JSON.stringify(value),
    });
    const { inputs = {} } = this.#run ?? {};
    this.#count += 1;
    const count = String(this.#count).padStart(6, '0');
    switch (kind) {
      case 'token':
        return json({
          access_token: `token-of-a-run-${count}`,
          token_type: 'Bearer',
          expires_in: 3600,
        });
      case 'call':
        if (inputs.wait === 'true') return json({ id: 'r1', requestId: 'r1', status: 'QUEUED' });
        return json(
          { id: 'an-id', data: [{ id: 'an-id' }], links: { next: { href: '?page=2' } } },
          [['Location', '/api/v1/temp-contents/t1']],
        );
      case 'page':
        return json({ data: [{ id: 'the-last' }], links: {} });
      case 'poll':
        return json({ id: 'r1', status: inputs.path === '/api/v1/reports' ? 'done' : 'SUCCEEDED' });
      case 'outputs':
        return json({ data: [] });
      case 'stop':
      case 'revoke':
        return { ...good, status: 204, framing: 'none' };
    }
  }
}

function bytesOf({ body }: Answer): Buffer {
  const [, depth] = /^\[\[\[(\d+)$/u.exec(body) ?? [];
  const text = depth === undefined ? body : '['.repeat(Number(depth)) + ']'.repeat(Number(depth));
  return Buffer.from(text, 'latin1');
}

/** A file that an output names. */
export function fileAt(name: string): Buffer {
  return readFileSync(name);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
