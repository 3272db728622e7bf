import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { Attempted } from '../../src/http/retry.ts';
import type { Plan } from '../../src/inputs/plan.ts';
import { StepRecord } from '../../src/summary/record.ts';
import { render } from '../../src/summary/section.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

/** Markdown as GitHub parses it, with all of its extensions, before it is sanitised. */
function html(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

/** The tags of our own template, none of which has an attribute. */
const ours =
  /^<(?:h3|table|tr|th|td|p|code|blockquote|br)>$|^<\/(?:h3|table|tr|th|td|p|code|blockquote)>$/u;

const tag = /<[^>]*>?/gu;

/** Texts with a meaning in Markdown, in HTML or on GitHub, and some without. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...[
          '\n',
          '\r\n',
          '\n\n',
          '\t',
          '    ',
          '|',
          '\\|',
          '`',
          '```',
          '~~~',
          '*',
          '_',
          '# ',
          '> ',
        ],
        ...[
          '</code>',
          '</td></tr></table>\n\n',
          '<img src=x onerror=y>',
          '<script>',
          '<!--',
          '-->',
        ],
        ...[
          '[a](https://evil.example)',
          '![a](https://evil.example/a.png)',
          '[a]: https://e.example',
        ],
        ...['https://evil.example', 'www.evil.example', 'a@evil.example', '@octocat', '#1', 'GH-1'],
        ...[':+1:', '- [ ] ', '1. ', '---', '&lt;b&gt;', '&#60;b&#62;', '<?php', '<![CDATA[', '\0'],
        ...['$x$', '[^1]', '[!NOTE]', '\u202e', '\u2028', '\ud800', '&', '"', "'", '<'],
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

interface Texts {
  readonly name: string;
  readonly states: readonly (string | undefined)[];
  readonly failure: string | undefined;
  readonly scope: string;
  readonly path: string;
}

const texts: fc.Arbitrary<Texts> = fc.record({
  name: hostile,
  states: fc.array(fc.option(hostile, { nil: undefined }), { maxLength: 5 }),
  failure: fc.option(hostile, { nil: undefined }),
  scope: hostile,
  path: hostile,
});

function urlOf(path: string): URL {
  const url = new URL('https://tenant.example');
  url.pathname = path;
  return url;
}

function planOf({ scope, path }: Pick<Texts, 'scope' | 'path'>): Plan {
  const credential = { kind: 'client-secret', clientId: 'c', clientSecret: 's', scope };
  const call = { method: 'GET', url: urlOf(path), paginate: true };
  const tenant = { origin: 'https://tenant.example' };
  return { tenant, credential, revoke: true, call } as unknown as Plan;
}

/** The section of a step in which every foreign text is given. */
function sectionOf({ name, states, failure, scope, path }: Texts): string {
  const clock = new FakeClock();
  const runner = memoryRunner({}, {}, clock);
  const record = new StepRecord(runner);
  record.planned(planOf({ scope, path }), `GET ${urlOf(path).pathname}`);
  record.expiresAt = '2026-01-01T00:00:00.000Z';
  record.failure = failure;
  for (const state of states) {
    clock.advance(1000);
    record.polled(name, { state, end: undefined, unknown: false, reason: '' }, 1000);
  }
  return `\n${render(record, clock.now(), runner.clean)}\n\n`;
}

/** An attempt at a GET that had no answer. */
const attempt = (path: string, retriedFor?: string): Attempted => ({
  name: `GET ${urlOf(path).pathname}`,
  request: {
    method: 'GET',
    url: urlOf(path),
    headers: {},
    sink: () => {
      throw new Error('nothing is received');
    },
  },
  startedAt: 0,
  reply: undefined,
  retriedFor,
});

describe('the section of a job summary, as GitHub reads it', () => {
  it('has no elements but those of the template, whatever its texts are', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const shown = html(sectionOf(given));
        expect((shown.match(tag) ?? []).filter((found) => !ours.test(found))).toEqual([]);
      }),
    );
  });

  it('shows foreign text only in code elements, where GitHub makes no links or mentions', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const outside = html(sectionOf(given)).replace(/<code>[^<]*<\/code>/gu, '');
        const plain = { name: '', states: given.states.map(() => ''), scope: '', path: '' };
        const bare = html(sectionOf({ ...plain, failure: given.failure }));
        const words = (text: string): string[] =>
          text
            .replace(tag, ' ')
            .split(/[\s\d]+/u)
            .filter((word) => word !== '');
        const known = new Set(words(bare.replace(/<code>[^<]*<\/code>/gu, '')));
        known.add('more').add('ms').add('min').add('s').add('…').add('polls').add('poll');
        expect(words(outside).filter((word) => !known.has(word))).toEqual([]);
      }),
    );
  });

  it('does not affect the next section, and is not affected by it', () => {
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const one = sectionOf(first);
        const other = sectionOf(second);
        expect(html(one + other).replace(/\s+/gu, '')).toBe(
          (html(one) + html(other)).replace(/\s+/gu, ''),
        );
      }),
    );
  });

  it('shows a text unchanged, on one line', () => {
    const failure = 'a <b> & "c" |\td\\| `e` @f https://g.example';
    const section = sectionOf({ name: 'n', states: [], failure, scope: 's', path: '/p' });
    expect(html(section)).toContain(
      '<code>a &lt;b&gt; &amp; &quot;c&quot; | d\\| `e` @f https://g.example</code>',
    );
  });

  it('stays far below 1 MiB, whatever happens', () => {
    const runner = memoryRunner();
    const record = new StepRecord(runner);
    const path = `/${'<'.repeat(1e6)}`;
    record.planned(planOf({ scope: '<'.repeat(1e6), path }), `GET ${path}`);
    record.failure = "'".repeat(1e6);
    for (let i = 0; i < 300; i++) {
      const one = attempt(`/${String(i)}/${'&'.repeat(5000)}`);
      record.attempted(one);
      record.attempted(one);
      const state = `${String(i)}${'"'.repeat(5000)}`;
      record.polled('"'.repeat(1e6), { state, end: undefined, unknown: true, reason: '' }, i);
    }
    const section = render(record, runner.clock.now(), (text) => runner.clean(text));
    expect(Buffer.byteLength(section)).toBeLessThan(256 * 1024);
    expect(record.requests).toHaveLength(20);
    expect(section).toContain('<p>… and 560 more attempts</p>');
  });

  it('does not truncate a secret, because its rest would not be masked', () => {
    const runner = memoryRunner();
    const secret = 'correct-horse-battery-staple';
    runner.setSecret(secret);
    const record = new StepRecord(runner);
    const state = `${'x'.repeat(190)}${secret}`;
    record.polled('job', { state, end: undefined, unknown: true, reason: '' }, 0);
    const section = render(record, runner.clock.now(), (text) => runner.clean(text));
    expect(section).toContain(`${'x'.repeat(190)}***`);
    expect(section).not.toContain('correct');
  });
});
