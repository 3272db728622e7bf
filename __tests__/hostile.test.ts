import { validateHeaderName, validateHeaderValue } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leaks } from '../sandbox/runner/leaks.ts';
import { Failure } from '../src/failure.ts';
import { explain } from '../src/errors/explain.ts';
import {
  acceptStatus,
  boolean,
  headers,
  line,
  lines,
  number,
  oneOf,
  pairs,
  secretLine,
} from '../src/inputs/parsers.ts';
import { oneLine, safeLines, shorten } from '../src/runner/text.ts';
import { maskable } from '../src/runner/secrets.ts';
import { onTenant, parseTenant, resolvePath } from '../src/tenant.ts';
import { commandsIn, hostileText, secret, spelled } from './support/hostile.ts';
import { memoryRunner } from './support/memory-runner.ts';

/** More runs in the slow suite, and fewer in mutation tests, which repeat them for every mutant. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 1000);

/** The seed is fixed, so that the texts are the same each time; PROPERTY_SEED changes it. */
const seed = Number(process.env.PROPERTY_SEED ?? 20_261_101);

function holds<T extends unknown[]>(...[property]: [fc.IProperty<T>]): void {
  fc.assert(property, { numRuns, seed });
}

/** @returns the result; undefined for a Failure. Anything else that is thrown is a defect */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    const { messageWithHint } = error as Failure;
    expect(messageWithHint).not.toMatch(/[\r\n]/u);
    expect(messageWithHint.length).toBeLessThan(2000);
    return undefined;
  }
}

/** @returns the text of the Failure; empty if there is none */
function refusalOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return (error as Failure).messageWithHint;
  }
}

/**
 * The forms in which a text shows a secret; `spaced` if only white space or invisible characters
 * differ. Secrets that JSON escapes are not searched for in this way: escaped twice, such a text is
 * neither the secret nor its JSON form.
 */
function shownForms(text: string, hidden: string): string[] {
  const squeeze = (one: string): string => one.toWellFormed().replace(/[\s\p{C}]/gu, '');
  const bare = squeeze(hidden);
  const plain = bare.length >= 8 && !/[\p{Cc}"\\]/u.test(hidden);
  const spaced = plain && squeeze(text).includes(bare);
  return [...leaks(text, hidden), ...(spaced ? ['spaced'] : [])];
}

/** Every reading of a segment that some server may arrive at, computed independently of src. */
function readings(segment: string): string[] {
  const found: string[] = [];
  let text = segment;
  for (let round = 0; round < 6; round++) {
    found.push(text);
    try {
      text = decodeURIComponent(text);
    } catch {
      break;
    }
  }
  return found;
}

const control = /\p{Cc}/u;
const tenant = { origin: 'https://acme.example' };

describe('a hostile path', () => {
  it('is refused, or becomes a URL on the origin without dotted or empty segments', () => {
    const query = fc.array(fc.tuple(hostileText('path', 3), hostileText('path', 3)), {
      maxLength: 2,
    });
    let taken = 0;
    holds(
      fc.property(hostileText('path'), query, (path, added) => {
        const url = unlessRefused(() => resolvePath(tenant, path.trim(), added));
        if (url === undefined) return;
        taken += 1;
        expect([url.origin, url.username, url.password, url.hash]).toEqual([
          tenant.origin,
          '',
          '',
          '',
        ]);
        expect(onTenant(tenant, url)).toBe(true);
        for (const reading of url.pathname.slice(1).split('/').flatMap(readings)) {
          expect(reading).not.toMatch(control);
          const names = reading.split(/[/\\]/u).map((part) => part.split(';')[0]?.trim());
          for (const name of names) expect(['.', '..']).not.toContain(name);
          // Slashes may be in an id, but are none by themselves.
          expect(names.join('')).not.toBe('');
        }
        expect(url.href).not.toMatch(control);
        const sent = [...new URLSearchParams(url.search)].slice(-added.length || Infinity);
        expect(sent).toEqual(added.map((pair) => pair.map((part) => part.toWellFormed())));
      }),
    );
    // A property that everything fails to reach would prove nothing.
    expect(taken).toBeGreaterThan(numRuns / 50);
  });

  it('is refused with an error that does not show its query or user info', () => {
    holds(
      fc.property(hostileText('path', 4), (path) => {
        for (const text of [`${path}?q=secret-0123`, `https://u:secret-0123@${path}`])
          expect(refusalOf(() => resolvePath(tenant, text))).not.toContain('secret-0123');
      }),
    );
  });
});

describe('a hostile tenant-url', () => {
  it('is refused, or becomes an https origin', () => {
    let taken = 0;
    holds(
      fc.property(hostileText('path', 5), (text) => {
        const found = unlessRefused(() => parseTenant(text.trim()));
        if (found === undefined) return;
        taken += 1;
        const url = new URL(found.origin);
        expect(url.origin).toBe(found.origin);
        expect(url.protocol).toBe('https:');
        expect(found.origin).toMatch(/^https:\/\/[^\s/@\\?#]+$/u);
        // What a person reads as the host is the host: nothing of it went elsewhere.
        const host = text
          .trim()
          .replace(/^https:\/\//iu, '')
          .replace(/\/$/u, '');
        expect(url.host).toBe(new URL(`https://${host}`).host);
      }),
    );
    expect(taken).toBeGreaterThan(numRuns / 100);
  });

  it('with plain http is accepted for loopback only', () => {
    const host = fc.oneof(
      fc.constantFrom('localhost', 'a.localhost', '127.0.0.1', '[::1]', '127.1', '2130706433'),
      fc.constantFrom('127.0.0.1.evil.example', 'localhost.evil.example', 'evil-localhost'),
      fc.domain(),
      fc.ipV4(),
    );
    holds(
      fc.property(host, (name) => {
        const found = unlessRefused(() => parseTenant(`http://${name}`));
        if (found === undefined) return;
        const { hostname } = new URL(found.origin);
        const last = hostname.split('.').at(-1);
        expect(
          last === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/u.test(hostname),
        ).toBe(true);
      }),
    );
  });
});

describe('hostile headers', () => {
  it('are refused, or each is a single header that the action does not set itself', () => {
    const ours = ['authorization', 'host', 'content-length', 'transfer-encoding', 'connection'];
    const row = fc.tuple(
      fc.constantFrom('X-A', 'b', 'Host', '__proto__'),
      hostileText('headers', 3),
    );
    const text = fc.oneof(
      hostileText('headers'),
      fc.array(row, { maxLength: 3 }).map((rows) => rows.map((one) => one.join(':')).join('\n')),
    );
    let taken = 0;
    holds(
      fc.property(text, (written) => {
        const found = unlessRefused(() => headers(written));
        if (found === undefined) return;
        taken += Object.keys(found).length;
        expect(Object.keys(found)).toHaveLength(
          written.split(/[\r\n]/u).filter((entry) => entry.trim() !== '').length,
        );
        for (const [name, value] of Object.entries(found)) {
          validateHeaderName(name);
          validateHeaderValue(name, value);
          expect(value).not.toMatch(/[\r\n\0]/u);
          expect(name).toBe(name.toLowerCase());
          expect(ours).not.toContain(name);
        }
      }),
    );
    expect(taken).toBeGreaterThan(numRuns / 50);
  });
});

describe('hostile values of other inputs', () => {
  const parsers: Record<string, (text: string) => unknown> = {
    boolean,
    line,
    lines,
    number: number(0, 10),
    oneOf: oneOf(['GET', 'POST']),
    pairs,
    acceptStatus,
  };

  it.each(Object.entries(parsers))('are refused, or read completely: %s', (_, parse) => {
    holds(
      fc.property(fc.oneof(hostileText('log'), hostileText('headers'), fc.string()), (text) => {
        const value = unlessRefused(() => parse(text));
        expect(typeof value === 'string' ? value : text).toBe(text);
        const parts = Array.isArray(value) ? (value.flat() as string[]) : [];
        for (const one of parts) expect(one).not.toMatch(/[\r\n]/u);
      }),
    );
  });

  it('are not shown if they are secret', () => {
    holds(
      fc.property(hostileText('log', 4), (text) => {
        for (const parse of [secretLine, pairs, (one: string) => pairs(one, ':')])
          expect(refusalOf(() => parse(`${text}secret-0123${text}`))).not.toContain('secret-0123');
      }),
    );
  });
});

describe('hostile text in the log', () => {
  it('is not a workflow command', () => {
    holds(
      fc.property(hostileText('log', 12), (text) => {
        const runner = memoryRunner();
        for (const shown of [safeLines(text), runner.clean(text), shorten(runner.clean(text), 7)])
          expect(commandsIn(shown)).toEqual([]);
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(commandsIn(oneLine(text))).toEqual([]);
      }),
    );
  });

  it('shows no secret in any encoding, and no workflow command', () => {
    const text = hostileText('log', 3);
    holds(
      fc.property(spelled(secret), secret, text, text, ([hidden, echo], other, before, after) => {
        const runner = memoryRunner();
        runner.setSecret(hidden);
        runner.setSecret(other);
        const shown = runner.clean(before + echo + after + other);
        expect(commandsIn(shown)).toEqual([]);
        for (const one of [hidden, other]) expect(shownForms(shown, one)).toEqual([]);
        expect(runner.clean(shown)).toBe(shown);
      }),
    );
  });

  it('shows no line of a private key', () => {
    const row = fc.string({
      unit: fc.constantFrom(...Array.from('abcXYZ019+/')),
      minLength: 8,
      maxLength: 64,
    });
    holds(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n', '\\n', ' '),
        (rows, lineBreak) => {
          const key = ['-----BEGIN PRIVATE KEY-----', ...rows, '-----END PRIVATE KEY-----'];
          const runner = memoryRunner();
          runner.setSecret(key.join(lineBreak));
          const written = key.join(lineBreak);
          // On one line, its breaks escaped or lost, a key is hidden as a whole too.
          const whole = written.includes('\n') ? [] : [written];
          expect(maskable(written)).toEqual([...whole, ...rows]);
          for (const one of rows) expect(leaks(runner.clean(key.join('\n')), one)).toEqual([]);
        },
      ),
    );
  });
});

describe('a hostile error response', () => {
  const said = hostileText('log', 6);
  const field = fc.oneof(said, fc.integer(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
  const fields = fc.record(
    {
      ...{ code: field, title: field, detail: field, message: field, error: field },
      ...{ error_description: field, traceId: field, errors: fc.array(field, { maxLength: 3 }) },
    },
    { requiredKeys: [] },
  );
  const json = fc
    .oneof(fields, fc.array(fields, { maxLength: 4 }), fc.record({ errors: fc.array(fields) }))
    .map((value) => JSON.stringify(value));
  const html = fc
    .array(fc.oneof(fc.constantFrom('<h1>', '</h1>', '<script>', '<!--', '-->', '<', '>'), said))
    .map((parts) => parts.join(''));
  const text = fc.oneof(json, html, said, fc.json());

  it('is reported in one short line without a workflow command or a secret', () => {
    const request = { method: 'GET', url: new URL('https://acme.example/api/v1/things?q=1') };
    holds(
      fc.property(
        spelled(secret),
        text,
        fc.nat({ max: 9 }),
        said,
        ([hidden, echo], body, place, header) => {
          const runner = memoryRunner();
          runner.setSecret(hidden);
          const asJson = JSON.stringify(echo).slice(1, -1);
          const echoed = body.replace(/[\w:]/u, (char) => (place < 5 ? asJson : echo) + char);
          const answer = {
            status: 400 + place * 11,
            headers: { 'x-b3-traceid': header, traceparent: `00-${header}-1` },
            text: place === 9 ? undefined : echoed,
            note: place % 2 === 0 ? undefined : header + echo,
          };
          const text = explain(request, answer, (one) => runner.clean(one));
          expect(text).toMatch(/^GET \/api\/v1\/things: \d{3}/u);
          expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(text.length).toBeLessThan(700);
          expect(commandsIn(text)).toEqual([]);
          expect(shownForms(text, hidden)).toEqual([]);
        },
      ),
    );
  });
});
