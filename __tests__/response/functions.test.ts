import { describe, expect, it } from '@jest/globals';
import { evaluate, parse } from '../support/expressions.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

describe('a standard function', () => {
  const people = '[{"n":"b","i":1},{"n":"a","i":2},{"n":"b","i":3},{"n":"a","i":4}]';

  it.each([
    ['sort(@)', '[10,9,100]', '[9,10,100]'],
    ['sort(@)', '["b","a","\\ud83d\\ude00","\\uffff","ab"]', '["a","ab","b","\uffff","😀"]'],
    ['sort(@)', '[]', '[]'],
    ['sort_by(@, &n)[].i', people, '[2,4,1,3]'],
    ['sort_by(@, &i)[-1].i', people, '4'],
    ['max_by(@, &n).i', people, '1'],
    ['min_by(@, &n).i', people, '2'],
    ['max_by(@, &n)', '[]', 'null'],
    ['max(@)', '["a","ä","B"]', '"ä"'],
    ['min(@)', '["a","ä","B"]', '"B"'],
    ['max(@)', '[]', 'null'],
    ['contains(@, `{"a":[1]}`)', '[{"a":[1]}]', 'true'],
    ['contains(@, `"b"`)', '["a","b"]', 'true'],
    ["contains(@, 'ell')", '"hello"', 'true'],
    ['contains(@, `1`)', '"1"', 'false'],
    ['reverse(@)', '"a😀"', '"😀a"'],
    ['reverse(@)', '[1,2]', '[2,1]'],
    ['group_by(@, &n).a[].i', people, '[2,4]'],
    ['group_by(@, &n).constructor', '[{"n":"constructor"}]', '[{"n":"constructor"}]'],
    ["'a\\\\b'", '{}', '"a\\\\\\\\b"'],
    ["'it\\'s'", '{}', '"it\'s"'],
    ['`"a\\`b\\`c"`', '{}', '"a`b`c"'],
    ['`true `', '{}', 'true'],
  ])('does what the specification says: %s of %s', async (text, json, result) => {
    await expect(evaluate(text, json)).resolves.toBe(result);
  });

  it('takes a list of any length', async () => {
    const long = JSON.stringify(Array.from({ length: 300_000 }, (_, i) => i));
    await expect(evaluate('[max(@), min(@), length(reverse(@))]', long)).resolves.toBe(
      '[299999,0,300000]',
    );
  });

  it.each([
    [
      'sort_by(@, &n)',
      '[{"n":1},{"n":"a"}]',
      'sort_by() takes an expression whose values are all numbers',
    ],
    [
      'max_by(@, &n)',
      '[{}]',
      'max_by() takes an expression whose values are all numbers or all strings',
    ],
    ['group_by(@, &n)', '[{"n":1}]', 'group_by() takes an expression whose values are all strings'],
    ['length(n)', '{"n":1}', 'received type number'],
    ['zip(n)', '{"n":null}', 'received type null'],
  ])('with a value of the wrong type says so: %s of %s', async (text, json, says) => {
    await expect(evaluate(text, json)).rejects.toThrow(says);
  });
});

describe('days_since', () => {
  const at = async (time: unknown): Promise<unknown> => {
    const clock = new FakeClock(Date.UTC(2026, 0, 31, 12));
    return (await parse('days_since(@)', memoryRunner({}, {}, clock))).evaluate(time);
  };

  it.each([
    ['2026-01-30T12:00:00Z', 1],
    ['2026-01-30T12:00:00.000000Z', 1],
    ['2026-01-31', 0.5],
    ['2026-01-31T12:00', 0],
    ['2026-01-31T14:00:00+02:00', 0],
    ['2026-01-31T14:00:00+0200', 0],
    ['2026-01-31T07:00:00-05', 0],
    ['2026-02-01T12:00:00Z', -1],
    [null, null],
  ])('of %j is %j', async (time, days) => {
    await expect(at(time)).resolves.toBe(days);
  });

  it.each([
    '',
    'now',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01T25:00:00Z',
    '31.01.2026',
    '20260131',
  ])('of %j is an error', async (time) => {
    await expect(at(time)).rejects.toThrow('was given a string that is not a time');
  });

  it('of a number is an error', async () => {
    await expect(at(1)).rejects.toThrow('received type number');
  });
});
