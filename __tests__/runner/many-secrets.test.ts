import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManySecrets } from '../../src/runner/many-secrets.ts';
import { Redactor, spellings } from '../../src/runner/secrets.ts';
import { watched } from '../support/watchdog.ts';

/** The expected text: all encodings are removed one after another, the longest first. */
function oneAfterTheOther(secrets: readonly string[], text: string): string {
  const hidden = [...new Set(secrets.flatMap(spellings))].filter((spelling) => spelling !== '');
  hidden.sort((a, b) => b.length - a.length);
  return hidden.reduce((rest, spelling) => rest.replaceAll(spelling, '***'), text);
}

/** Few letters, so that texts overlap and contain one another; one of them is a star. */
const letters = (most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '*', 'é'), maxLength: most });

const wordy = fc
  .string({ unit: fc.constantFrom('ab', 'c/d', 'a b', '&', 'é"', '😀'), maxLength: 6 })
  .map((text) => `${text}, so`);

/** Which characters of a text belong to an encoding of a secret. */
function hiddenIn(text: string, spelled: readonly string[]): boolean[] {
  const hidden = text.split('').map(() => false);
  for (const spelling of spelled)
    for (let at = text.indexOf(spelling); at >= 0; at = text.indexOf(spelling, at + 1))
      hidden.fill(true, at, at + spelling.length);
  return hidden;
}

/** Whether only hidden characters were removed, apart from what looks like a longer secret. */
function hides(text: string, left: string, spelled: readonly string[]): boolean {
  const hidden = hiddenIn(text, spelled);
  const kept = text
    .split('')
    .filter((_, at) => hidden[at] !== true)
    .join('');
  return hidden.includes(true) ? isWithin(left.replaceAll('***', ''), kept) : left === text;
}

/** Whether a text is a subsequence of another. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const unit of whole.split('')) if (unit === part[at]) at++;
  return at === part.length;
}

/** Like `letters` but without a star, because removed text is replaced by stars. */
const starless = (most: number, least = 0) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: least, maxLength: most });

describe('too many secrets to be looked for one by one', () => {
  const redactorOf = (secrets: readonly string[]): Redactor => {
    const redactor = new Redactor();
    redactor.useList(new ManySecrets());
    for (const secret of secrets) redactor.add(secret);
    return redactor;
  };

  it('are removed with all that overlaps them, and nothing else is', () => {
    fc.assert(
      fc.property(fc.array(starless(12, 4), { maxLength: 12 }), starless(60), (secrets, text) => {
        const spelled = secrets.flatMap(spellings);
        expect(hides(text, redactorOf(secrets).clean(text), spelled)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are removed as if one by one if none overlaps another', () => {
    const secret = fc.stringMatching(/^[a-d]{4,12};$/u);
    fc.assert(
      fc.property(fc.uniqueArray(secret, { maxLength: 12 }), starless(20), (secrets, between) => {
        const alone = secrets.filter((one) =>
          secrets.every((other) => other === one || !one.includes(other)),
        );
        const text = [between, ...alone].join(` ${between} `);
        expect(redactorOf(alone).clean(text)).toBe(oneAfterTheOther(alone, text));
      }),
      { numRuns: 1000 },
    );
  });

  it('are found in each of their encodings', () => {
    fc.assert(
      fc.property(
        fc.array(wordy, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        starless(6),
        (secrets, which, spelled, around) => {
          const ways = spellings(secrets[which % secrets.length] ?? '');
          const text = `${around}${ways[spelled % ways.length] ?? ''}${around}`;
          const all = secrets.flatMap(spellings);
          const redactor = redactorOf(secrets);
          expect(hides(text, redactor.clean(text), all)).toBe(true);
          expect(redactor.finds(text)).toBe(all.some((way) => text.includes(way)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are removed in the same way if one is a prefix of another', () => {
    const beginnings = fc
      .tuple(fc.constantFrom('a', 'ab', 'aab'), fc.integer({ min: 9, max: 60 }))
      .map(([unit, most]) =>
        Array.from({ length: most }, (_, i) => unit.repeat(most).slice(0, i + 1)),
      );
    const runs = fc
      .array(fc.tuple(fc.constantFrom('a', 'ab', 'aab', 'b'), fc.nat(50)), { maxLength: 6 })
      .map((parts) => parts.map(([unit, many]) => unit.repeat(many)).join(''));
    fc.assert(
      fc.property(
        fc.array(beginnings, { minLength: 1, maxLength: 3 }),
        fc.array(runs, { maxLength: 3 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        runs,
        (sets, others, without, text) => {
          const all = [...sets.flat(), ...others];
          const secrets = all
            .filter((_, i) => !without.some((one) => one % all.length === i))
            // Shorter ones are looked for one after the other.
            .filter((secret) => secret.length >= 4);
          // Each as it is: encoded forms would not be in the text.
          const list = new ManySecrets();
          for (const secret of secrets) list.add(secret);
          expect(hides(text, list.takeOut(text), secrets)).toBe(true);
          expect(list.isIn(text)).toBe(secrets.some((secret) => text.includes(secret)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  // A slice and a hash for each length at each place would take minutes: so it takes under a second.
  it('are removed quickly if hundreds are prefixes of one another', () => {
    const hidden = new ManySecrets();
    for (let length = 4; length < 1000; length++) hidden.add('a'.repeat(length));
    for (const end of ['b', 'A']) {
      const text = `${'a'.repeat(500)}${end}`.repeat(200);
      expect(watched(() => hidden.takeOut(text))).toBe(`***${end}`.repeat(200));
    }
    expect(watched(() => hidden.takeOut('a'.repeat(100_000)))).toBe('***');
  });

  it('are removed quickly if some are very long, and those before the ones inside them', () => {
    const hidden = new ManySecrets();
    for (const text of ['a'.repeat(100_000), 'aaaa', `${'b'.repeat(1024)}cccc`, 'cccc'])
      hidden.add(text);
    expect(watched(() => hidden.takeOut(`<${'a'.repeat(100_000)}>`))).toBe('<***>');
    expect(watched(() => hidden.takeOut(`<${'a'.repeat(99_999)}b>`))).toBe('<***b>');
    expect(hidden.takeOut(`<${'b'.repeat(1024)}cccc>`)).toBe('<***>');
    expect(hidden.isIn('b'.repeat(1024))).toBe(false);
    expect(hidden.isIn(`${'b'.repeat(1024)}cccc`)).toBe(true);
  });

  it('may be short, and those are looked for one by one', () => {
    const hidden = new ManySecrets();
    for (const text of ['ab', 'cdef']) hidden.add(text);
    expect(hidden.takeOut('ab cdef b')).toBe('*** *** b');
    expect([hidden.isIn('xabx'), hidden.isIn('a b')]).toEqual([true, false]);
  });

  it('may share a prefix by the hundred, and be added at any time', () => {
    const redactor = redactorOf([]);
    const secret = (i: number): string => `the same beginning ${'x'.repeat(i % 7)}${String(i)}`;
    for (let i = 0; i < 300; i++) {
      redactor.add(secret(i));
      if (i % 50 === 0) expect(redactor.clean(`<${secret(i)}>`)).toBe('<***>');
    }
    const all = Array.from({ length: 300 }, (_, i) => `<${secret(i)}>`);
    expect(redactor.clean(all.join(''))).toBe('<***>'.repeat(300));
    expect(redactor.finds('the same beginning, and no more')).toBe(false);
  });
});

describe('few secrets', () => {
  it('are removed in the same way', () => {
    fc.assert(
      fc.property(fc.array(letters(12), { maxLength: 12 }), letters(60), (secrets, text) => {
        const redactor = new Redactor();
        for (const secret of secrets) redactor.add(secret);
        expect(redactor.clean(text)).toBe(oneAfterTheOther(secrets, text));
      }),
    );
  });
});
