import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HiddenTexts } from '../../src/runner/hidden-texts.ts';
import { Redactor, spellings } from '../../src/runner/secrets.ts';

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
