import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HiddenTexts } from '../../src/runner/hidden-texts.ts';
import { Redactor, spellings } from '../../src/runner/secrets.ts';
import { watched } from '../support/watchdog.ts';

/** What is to come out: all spellings, the longest first, each looked for in what is left by then. */
function oneAfterTheOther(secrets: readonly string[], text: string): string {
  const hidden = [...new Set(secrets.flatMap(spellings))].filter((spelling) => spelling !== '');
  hidden.sort((a, b) => b.length - a.length);
  return hidden.reduce((rest, spelling) => rest.replaceAll(spelling, '***'), text);
}

/** Few letters, so that texts overlap, hold one another, and come about anew; a star among them. */
const letters = (most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '*', 'é'), maxLength: most });

const wordy = fc.string({
  unit: fc.constantFrom('ab', 'c/d', 'a b', '&', 'é"', '😀'),
  maxLength: 6,
});

describe('secrets that are too many to be looked for one by one', () => {
  /** All are too many for this one. */
  const redactorOf = (secrets: readonly string[]): Redactor => {
    const redactor = new Redactor(new HiddenTexts(0));
    for (const secret of secrets) redactor.add(secret);
    return redactor;
  };

  it('are taken out as if each were looked for after the other', () => {
    fc.assert(
      fc.property(fc.array(letters(12), { maxLength: 12 }), letters(60), (secrets, text) => {
        expect(redactorOf(secrets).clean(text)).toBe(oneAfterTheOther(secrets, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('are found where they are, in each of their spellings', () => {
    fc.assert(
      fc.property(
        fc.array(wordy, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        letters(6),
        (secrets, which, spelled, around) => {
          const ways = spellings(secrets[which % secrets.length] ?? '');
          const text = `${around}${ways[spelled % ways.length] ?? ''}${around}`;
          const redactor = redactorOf(secrets);
          expect(redactor.clean(text)).toBe(oneAfterTheOther(secrets, text));
          const isThere = secrets
            .flatMap(spellings)
            .some((way) => way !== '' && text.includes(way));
          expect(redactor.finds(text)).toBe(isThere);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are taken out so where they begin one another', () => {
    const beginnings = fc
      .tuple(fc.constantFrom('a', 'ab', 'aab'), fc.integer({ min: 9, max: 60 }))
      .map(([unit, most]) =>
        Array.from({ length: most }, (_, i) => unit.repeat(most).slice(0, i + 1)),
      );
    const runs = fc
      .array(fc.tuple(fc.constantFrom('a', 'ab', 'aab', 'b', '*'), fc.nat(50)), { maxLength: 6 })
      .map((parts) => parts.map(([unit, many]) => unit.repeat(many)).join(''));
    fc.assert(
      fc.property(
        fc.array(beginnings, { minLength: 1, maxLength: 3 }),
        fc.array(runs, { maxLength: 3 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        runs,
        (sets, others, without, text) => {
          const all = [...sets.flat(), ...others];
          const secrets = all.filter((_, i) => !without.some((one) => one % all.length === i));
          // Each as it is: encoded forms would not be in the text.
          const hidden = new HiddenTexts(0);
          for (const secret of secrets) hidden.add(secret);
          const inTurn = [...new Set(secrets)]
            .filter((secret) => secret !== '')
            .sort((a, b) => b.length - a.length)
            .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
          expect(hidden.takenOutOf(text)).toBe(inTurn);
          expect(hidden.areIn(text)).toBe(
            secrets.some((secret) => secret !== '' && text.includes(secret)),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  // A slice and a hash for each length at each place would take minutes: so it takes under a second.
  it('cost little where hundreds of them begin one another', () => {
    const hidden = new HiddenTexts();
    for (let length = 4; length < 1500; length++) hidden.add('a'.repeat(length));
    for (const end of ['b', 'A']) {
      const text = `${'a'.repeat(500)}${end}`.repeat(200);
      expect(watched(() => hidden.takenOutOf(text))).toBe(`***${end}`.repeat(200));
    }
    expect(watched(() => hidden.takenOutOf('a'.repeat(100_000)))).toBe('***'.repeat(67));
  });

  it('go by the hundred under one beginning, and come at any time', () => {
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

describe('secrets that are few', () => {
  it('are taken out in the same way', () => {
    fc.assert(
      fc.property(fc.array(letters(12), { maxLength: 12 }), letters(60), (secrets, text) => {
        const redactor = new Redactor();
        for (const secret of secrets) redactor.add(secret);
        expect(redactor.clean(text)).toBe(oneAfterTheOther(secrets, text));
      }),
    );
  });
});
