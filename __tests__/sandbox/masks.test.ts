import { describe, expect, it } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import { Masks } from '../../sandbox/runner/masks.ts';

const secret = `a?b>c~"d e'f&1`;
const bytes = Buffer.from(secret);

function masked(text: string): string {
  const masks = new Masks();
  masks.add(secret);
  return masks.apply(text);
}

/** A form of a secret in a text, and whether the runner would hide it. */
const forms: readonly [form: string, text: string, hidden: boolean][] = [
  ['plain', secret, true],
  ['base64', bytes.toString('base64'), true],
  ['base64', Buffer.from(`1${secret}`).toString('base64'), true],
  ['base64', Buffer.from(`12${secret}`).toString('base64'), true],
  ['uri', encodeURIComponent(secret).replaceAll("'", '%27'), true],
  ['json', JSON.stringify(secret).slice(1, -1), true],
  ['base64', bytes.toString('base64').replaceAll('=', ''), false],
  ['base64url', bytes.toString('base64url'), false],
  ['hex', bytes.toString('hex'), false],
  ['hex', bytes.toString('hex').toUpperCase(), false],
];

describe('Masks', () => {
  it.each(forms)('%s: %s, hidden: %s', (_, text, hidden) => {
    expect(masked(`<${text}>`).includes(text)).toBe(!hidden);
  });

  it('hide each line of a secret', () => {
    const masks = new Masks();
    masks.add('first line\r\nsecond line');
    expect(masks.apply('a second line, a first line')).toBe('a ***, a ***');
  });

  it('merge what overlaps or touches', () => {
    const masks = new Masks();
    masks.add('abcabc');
    masks.add('cab');
    masks.add('bc');
    expect(masks.apply('abcabcab-cab')).toBe('***-***');
    masks.add('whole');
    masks.add('ho');
    expect(masks.apply('a whole')).toBe('a ***');
  });
});

describe('leaks', () => {
  it.each(forms)('finds %s: %s', (form, text) => {
    expect(leaks(`<${text}>`, secret)).toContain(form);
  });

  it.each([0, 1, 2, 3])('finds base64 of a text that has %d bytes before the secret', (before) => {
    for (const after of ['', '1', '12']) {
      const text = Buffer.from(`${'x'.repeat(before)}${secret}${after}`);
      expect(leaks(text.toString('base64'), secret)).toContain('base64');
      expect(leaks(text.toString('base64url'), secret)).toContain('base64url');
    }
  });

  it('finds nothing in masked text, or in other text', () => {
    const hidden = forms.filter(([, , isHidden]) => isHidden).map(([, text]) => masked(text));
    expect(leaks(hidden.join(' '), secret)).toEqual([]);
    expect(leaks('some other text', secret)).toEqual([]);
  });
});
