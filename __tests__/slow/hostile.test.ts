import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { runStep, type StepResult } from '../../sandbox/runner/step.ts';
import { raw } from '../../sandbox/tenant/faults.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { hostileText, spelled } from '../support/hostile.ts';
import { isTitle } from '../support/titles.ts';
import { actionFolder } from '../support/manifest.ts';

/** The seed is fixed, so that the cases are the same each time; HOSTILE_SEED changes it. */
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_101);

/** The number of steps that run at the same time. */
const lanes = 6;

const path = '/api/v1/things';
const call = `* ${path}`;
const tokenRequest = 'POST /oauth/token';

/** The text of the injected workflow commands: whatever obeys one shows it. */
const marker = 'INJECTED';
const commands = [
  `::error::${marker}`,
  `::warning::${marker}`,
  `::add-mask::${marker}`,
  `::set-output name=access-token::${marker}`,
  `::set-env name=PATH::${marker}`,
  `::stop-commands::${marker}`,
  `##[error]${marker}`,
  `##[add-path]${marker}`,
  `##[group]${marker}`,
] as const;

/** Placeholders in a generated text for values that are known only when the step runs. */
const places = { canary: '\ue000', tenant: '\ue001', secret: '\ue002', token: '\ue003' } as const;

const lineStart = fc.constantFrom('\n', '\r', '\r\n', '\n \u3000', '\u2028', '\u0085', '\v', '');
const injected = fc.tuple(lineStart, fc.constantFrom(...commands)).map((parts) => parts.join(''));
const anything = fc
  .array(
    fc.oneof(
      { arbitrary: injected, weight: 2 },
      { arbitrary: hostileText('log', 3), weight: 1 },
      { arbitrary: fc.constantFrom(places.secret, places.token), weight: 1 },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const address = fc
  .array(
    fc.oneof(
      hostileText('path', 2),
      fc.constantFrom(
        places.canary,
        `//${places.canary}`,
        `http://${places.canary}`,
        places.tenant,
      ),
      fc.constantFrom('/', '@', ':', '\\', '#', '?', '\n', '\t', '%0a', '%40', ...commands),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

/** A step's inputs, or the responses of its tenant. */
interface Case {
  readonly with?: Readonly<Record<string, string>>;
  /** Routes, and the bytes that each answers once. */
  readonly answers?: Readonly<Record<string, Answer>>;
}

interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const headerName = fc.constantFrom(
  ...['Location', 'Retry-After', 'Content-Type', 'Content-Encoding', 'X-B3-TraceId', 'traceparent'],
  ...['WWW-Authenticate', 'Set-Cookie', '__proto__', 'X-A'],
);
const headerValue = fc.oneof(anything, address, fc.constantFrom('0', '1', 'gzip', '-1', '9e9'));

/** Bodies like Qlik's, like web pages, and like nothing at all. */
const body = fc.oneof(
  anything,
  anything.map((text) => JSON.stringify({ errors: [{ code: text, title: text, detail: text }] })),
  anything.map((text) => JSON.stringify({ error: text, error_description: text })),
  anything.map((text) => JSON.stringify({ access_token: text, token_type: text })),
  anything.map((text) => `<html><body><h1>${text}</h1></body></html>`),
);

const answer: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(200, 201, 204, 206, 302, 307, 400, 401, 403, 404, 407, 429, 500, 503),
  reason: anything.map((text) => text.replace(/[\r\n]/gu, ' ')),
  headers: fc.array(fc.tuple(headerName, headerValue), { maxLength: 3 }),
  body,
});

const cases: Record<
  string,
  readonly [runs: number, cases: fc.Arbitrary<Case>, leastGood?: number]
> = {
  path: [60, address.map((text) => ({ with: { path: `a${text}`, 'accept-status': '404' } }))],
  'tenant-url': [
    50,
    fc.tuple(fc.constantFrom(places.tenant, `http://${places.tenant}`), address).map((parts) => ({
      with: { 'tenant-url': parts.join(''), path },
    })),
  ],
  query: [30, address.map((text) => ({ with: { path, query: `a=${text}` } }))],
  headers: [
    50,
    fc
      .oneof(
        hostileText('headers'),
        address.map((text) => `X-A: ${text}`),
      )
      .map((text) => ({
        with: { path, headers: text },
      })),
  ],
  'an answer to the call': [
    70,
    fc
      .tuple(
        answer,
        fc.constantFrom<Record<string, string>>({}, { select: 'a' }, { method: 'POST' }),
      )
      .map(([given, more]) => ({ with: { path, ...more }, answers: { [call]: given } })),
  ],
  'an answer to the token request': [
    50,
    answer.map((given) => ({ with: { path }, answers: { [tokenRequest]: given } })),
    0,
  ],
};

interface World {
  readonly tenant: Tenant;
  /** Must never hear of anything. */
  readonly canary: { readonly host: string; readonly heard: number };
}

interface Ending {
  readonly succeeded: boolean;
  readonly objections: readonly string[];
}

interface Known {
  readonly secret: string;
  readonly bearer: string;
}

/** The encoding of a secret is chosen at random for every response. */
function fill(text: string, { tenant, canary }: World, known: Known, draw: number): string {
  const echo = (secret: string): string =>
    fc.sample(spelled(fc.constant(secret)), { numRuns: 1, seed: draw })[0]?.[1] ?? '';
  return text
    .replaceAll(places.canary, canary.host)
    .replaceAll(places.tenant, new URL(tenant.url).host)
    .replaceAll(places.secret, () => echo(known.secret))
    .replaceAll(places.token, () => echo(known.bearer));
}

function bytes(
  { status, reason, headers, body }: Answer,
  insert: (text: string) => string,
): Buffer {
  const line = (text: string): string => insert(text).replace(/[\r\n\0]/gu, ' ');
  const content = Buffer.from(status === 204 ? '' : insert(body));
  const head = [
    `HTTP/1.1 ${String(status)} ${line(reason)}`,
    ...headers.map(([name, value]) => `${name}: ${line(value)}`),
    `Content-Length: ${String(content.length)}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content]);
}

async function run(one: Case, draw: number): Promise<Ending> {
  const tenant = await startTenant();
  let heard = 0;
  const server = createServer((_, response) => response.end('{}'));
  server.on('connection', () => (heard += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const world: World = {
    tenant,
    canary: {
      host: `127.0.0.1:${String(port)}`,
      get heard() {
        return heard;
      },
    },
  };
  try {
    const { token } = tenant.issueToken();
    const supplied = one.answers?.[call] !== undefined && draw % 2 === 0;
    const insert = (text: string, bearer?: string): string => {
      const secret = supplied ? token : tenant.client.secret;
      return fill(text, world, { secret, bearer: bearer ?? secret }, draw);
    };
    for (const [route, given] of Object.entries(one.answers ?? {})) {
      // Only now is it known with which token the step came.
      const play: Step = async (exchange) => {
        const bearer = exchange.entry.headers.authorization?.replace(/^Bearer /u, '');
        await raw(bytes(given, (text) => insert(text, bearer)))(exchange);
      };
      tenant.script(route, [play], { repeatLast: true });
    }
    tenant.script(call, [{ status: 200, json: { a: 1 } }], { repeatLast: true });
    const inputs = {
      'tenant-url': tenant.url,
      ...(supplied
        ? { 'access-token': token }
        : { 'client-id': tenant.client.id, 'client-secret': tenant.client.secret }),
      retries: '0',
      ...one.with,
    };
    const written = Object.entries(inputs).map(([name, value]) => [
      name,
      // No environment variable can hold it.
      insert(value).replaceAll('\0', ''),
    ]);
    const result = await runStep({
      action: actionFolder,
      with: Object.fromEntries(written) as Record<string, string>,
    });
    return {
      succeeded: result.succeeded,
      objections: objections(result, world, supplied ? token : tenant.client.secret),
    };
  } finally {
    server.close();
    server.closeAllConnections();
    await tenant.close();
  }
}

const own = new Set(['add-mask', 'debug', 'error', 'warning']);

/** What a step did wrong; empty if all is well. */
function objections(result: StepResult, { tenant, canary }: World, secret: string): string[] {
  const found: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  const { main, post, obeyedCommands, annotations, outputs, visible, log } = result;
  must(canary.heard === 0, 'a request left the origin');
  for (const { name, data, properties } of obeyedCommands) {
    must(own.has(name), `obeyed ${name}`);
    must(!data.trimStart().startsWith(marker), `obeyed ${name} ${data}`);
    if (name === 'error' || name === 'warning')
      must(isTitle(properties.title), `another's error: ${data}`);
  }
  must(Object.keys(result.env).length === 0 && main.path.length === 0, 'the environment changed');
  for (const one of [secret, outputs['access-token'] ?? ''].filter((text) => text.length >= 8))
    for (const form of leaks(visible, one)) found.push(`shows a secret as ${form}`);
  const errors = annotations.filter(({ level }) => level === 'error');
  if (main.exitCode === 0) {
    const calls = tenant.journal.filter((entry) => !entry.path.startsWith('/oauth/'));
    must(errors.length === 0, 'an error in spite of exit 0');
    must(result.masks.includes(outputs['access-token'] ?? ''), 'no token in the outputs');
    must(outputs['tenant-url'] === tenant.url, `tenant-url is ${outputs['tenant-url'] ?? ''}`);
    const answered = calls.at(-1)?.status;
    must(calls.length > 0, 'no call');
    must(/^[1-5]\d\d$/u.test(outputs.status ?? ''), 'no status');
    must(answered === undefined || outputs.status === String(answered), 'another status');
    must(outputs.response !== undefined, 'no response');
  } else {
    must(main.exitCode === 1, `exit ${String(main.exitCode)} ${String(main.signal)}`);
    must(errors.length === 1, `${String(errors.length)} errors`);
    must(errors[0]?.message.includes('unexpected fault') === false, errors[0]?.message ?? '');
  }
  must(post?.exitCode === 0, 'post failed');
  return found.length === 0 ? [] : [...found, log];
}

describe.each(Object.entries(cases))(
  'hostile text in %s',
  (_, [numRuns, arbitrary, leastGood = 1]) => {
    it('does not break the promises of a step', async () => {
      const open = fc.sample(arbitrary, { numRuns, seed }).entries();
      const failed: unknown[] = [];
      let good = 0;
      const lane = async (): Promise<void> => {
        for (const [index, one] of open) {
          const { succeeded, objections } = await run(one, seed + index);
          if (succeeded) good += 1;
          if (objections.length > 0) failed.push([one, objections]);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      expect(failed).toEqual([]);
      // Where all steps fail, or none, the inputs are not hostile in the way that is meant.
      expect(good).toBeGreaterThanOrEqual(leastGood);
      expect(good).toBeLessThan(numRuns);
    }, 600_000);
  },
);
