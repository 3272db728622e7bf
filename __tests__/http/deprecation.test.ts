import { describe, expect, it } from '@jest/globals';
import { deprecationNotice } from '../../src/http/deprecation.ts';
import { watched } from '../support/watchdog.ts';

describe('the link about a deprecation', () => {
  const seen = (link: string): string | undefined =>
    watched(() => deprecationNotice({ deprecation: 'true', link }, (text) => text));

  it('is the one with the right relation', () => {
    const link = '<https://a.example/1>; rel="next", <https://b.example/2?q>; rel="sunset"';
    expect(seen(link)).toBe('is deprecated, according to its answer: see https://b.example/2');
  });

  // Each `<` up to the end again would take hours.
  it.each(['<https://', '<https://x>', '<https://x>;', '<https://x>; '])(
    'is found in linear time in many %j',
    (unit) => {
      expect(seen(unit.repeat(500_000))).toBe('is deprecated, according to its answer');
    },
  );

  it('is not looked for in a header that is too long', () => {
    expect(seen(`${' '.repeat(5000)}<https://b.example/2>; rel="sunset"`)).toBe(
      'is deprecated, according to its answer',
    );
  });
});
