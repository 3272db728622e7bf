import { describe, expect, it } from '@jest/globals';
import { type Expression, parseExpression } from '../../src/response/expression.ts';
import { maskIn } from '../../src/response/masking.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

// What is thrown is looked for as what a promise is rejected with.
const parse = async (text: string, runner = memoryRunner()): Promise<Expression> =>
  Promise.resolve(parseExpression(text, runner));

const evaluate = async (text: string, json: string): Promise<string> =>
  JSON.stringify((await parse(text)).evaluate(JSON.parse(json)));

const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '__defineGetter__'];

describe.each(names)('a field of the name %s', (name) => {
  const own = `{"${name}": {"${name}": [1]}, "list": [{"${name}": 2}, {}], "text": "t"}`;

  it.each([
    ['NAME', 'null'],
    ['a.NAME', 'null'],
    ['a.b[0].NAME', 'null'],
    ['"NAME"', 'null'],
    ['NAME.NAME', 'null'],
    ['[NAME, a]', '[null,{"b":[{}]}]'],
    ['{x: NAME}', '{"x":null}'],
    ['{x: {y: a.NAME}}', '{"x":{"y":null}}'],
    ['{x: a}.NAME', 'null'],
    ['{x: a} | NAME', 'null'],
    ['a.{x: b}.NAME', 'null'],
    ['a.b[].{x: @}[].NAME', '[]'],
    ['*.NAME', '[]'],
    ['a.b[?NAME]', '[]'],
    ['a.b[?NAME == `null`]', '[{}]'],
    ['!NAME', 'true'],
    ['NAME || text', '"t"'],
    ['NAME && text', 'null'],
    ['merge(a, {x: text}).NAME', 'null'],
    ['merge(a, @).NAME', 'null'],
    ['`{}`.NAME', 'null'],
    ['`[{"x": {}}]`[0].x.NAME', 'null'],
    ['map(&NAME, a.b)', '[null]'],
    ['not_null(NAME, text)', '"t"'],
    ['type(NAME)', '"null"'],
    ['keys({NAME: text})', '["NAME"]'],
    ['{"NAME": text}', '{"NAME":"t"}'],
    ['{NAME: text}.NAME', '"t"'],
    ['{NAME: text, a: {NAME: a}}', '{"NAME":"t","a":{"NAME":{"b":[{}]}}}'],
    ["'NAME {a: b}'", '"NAME {a: b}"'],
    ['`"NAME {a: b}"`', '"NAME {a: b}"'],
  ])('is nothing that JSON has not: %s', async (text, result) => {
    const written = text.replaceAll('NAME', name);
    const json = '{"a": {"b": [{}]}, "text": "t"}';
    await expect(evaluate(written, json)).resolves.toBe(result.replaceAll('NAME', name));
  });

  it.each([
    ['NAME.NAME[0]', '1'],
    ['list[].NAME', '[2]'],
    ['{x: NAME.NAME}', '{"x":[1]}'],
    ['list[?NAME == `2`] | length(@)', '1'],
    ['merge(@, `{}`).NAME', '{"NAME":[1]}'],
  ])('is found where it is: %s', async (text, result) => {
    const written = text.replaceAll('NAME', name);
    await expect(evaluate(written, own)).resolves.toBe(result.replaceAll('NAME', name));
  });
});

it('an escape in a name hides nothing', async () => {
  await expect(evaluate('"\\u0063onstructor"', '{}')).resolves.toBe('null');
  await expect(evaluate('{"\\u005f_proto__": a}', '{"a":1}')).resolves.toBe('{"__proto__":1}');
});

it('an error of an expression with such a name shows it as it was written', async () => {
  const expression = await parse('sort({a: constructor})');
  expect(() => expression.evaluate({})).toThrow('the JMESPath expression "sort({a: constructor})"');
  await expect(parse('{a: constructor')).rejects.toThrow('is not a JMESPath expression');
  await expect(parse('powertools_json(toString)')).rejects.toThrow('not a JMESPath');
});

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
    ['sort_by(@, &n)', '[{"n":1},{"n":"a"}]', 'sort_by() takes items that all have a number'],
    ['max_by(@, &n)', '[{}]', 'max_by() takes items that all have a number, or all a text there'],
    ['group_by(@, &n)', '[{"n":1}]', 'group_by() takes items that all have a text there'],
    ['length(n)', '{"n":1}', 'received type number'],
    ['zip(n)', '{"n":null}', 'received type null'],
  ])('that does not fit says so: %s of %s', async (text, json, says) => {
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
    await expect(at(time)).rejects.toThrow('was given a text that is not a time');
  });

  it('of a number is an error', async () => {
    await expect(at(1)).rejects.toThrow('received type number');
  });
});

describe('what is no expression', () => {
  it.each([
    ['data[', 'it ends too early'],
    ["[?a=='x' and b=='y']", 'a ] is missing (and, or and not are written &&, || and !)'],
    ['[?a > 3]', '"3" is unexpected (write a number in backticks: `3`)'],
    ['größe', '"ö" is unexpected (put a name in double quotes if it has more in it'],
    ['a b', '"b" is unexpected'],
    ['"a', 'a " in it is never closed'],
    ['data[].qlik-api-version.x-y', 'write data[]."qlik-api-version"."x-y"'],
    ['abc(@)', 'there is no function abc(); did you mean abs()?'],
    ['__proto__(@)', 'there is no function __proto__()'],
    ['not_null()', 'not_null() takes 1 argument or more, and 0 are given'],
    ["pad_left('a')", 'pad_left() takes 2 to 3 arguments, and 1 is given'],
    ['length(&a)', 'argument 1 of length() takes a value: leave out the & before it'],
    ['&a', 'a & stands before an argument of a function only'],
    ['a[::0]', 'the step of a slice cannot be 0'],
    ['$x', 'there is no variable $x'],
    ['let $x = a in b = c', 'a single = does not compare'],
    ['a < to_string(b)', '`<` compares numbers only'],
  ])('says what to change: %s', async (text, says) => {
    await expect(parse(text)).rejects.toThrow(says);
  });

  it.each([
    ['let $x = a in $x', '1'],
    ['let $f = &a in map($f, b)', '[2]'],
    ['"a-b" - a', '4'],
  ])('but %s is one', async (text, result) => {
    await expect(evaluate(text, '{"a":1,"a-b":5,"b":[{"a":2}]}')).resolves.toBe(result);
  });
});

describe('a text in double quotes that was meant for a text', () => {
  const hint = async (text: string): Promise<string | undefined> => (await parse(text)).hint;

  it.each([
    ['[?a=="Sales"]', 'Sales'],
    ['[?"Sales" == a]', 'Sales'],
    ['[?lower(a) != "it\'s"] | [0]', "it's"],
  ])('is pointed at: %s', async (text, name) => {
    await expect(hint(text)).resolves.toContain(`"${name}" in double quotes`);
  });

  it.each([
    `[?"a-b"=='x']`,
    '[?a == "b".c]',
    '[?x."b" == a]',
    `[?"a-b" == env('PATH')]`,
    '"a-b"',
    '[?a==\'"x"\']',
  ])('is not seen in %s', async (text) => {
    const expression = await parse(text, memoryRunner({}, { PATH: 'x' }));
    expect(expression.hint).toBeUndefined();
  });
});

describe('mask of more strings than can be hidden', () => {
  const secrets = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, i) => `secret-${String(from + i)}`);

  it('is an error, and masks none of them', async () => {
    const runner = memoryRunner();
    const all = await parse('@');
    expect(() => maskIn(runner, [all], secrets(0, 500_001))).toThrow(
      '"@" finds 500001 strings to mask besides 0 that this step has masked, and a step can mask no more than 500000',
    );
    expect(runner.left.masked).toEqual([]);
  });

  it('is an error over all looks and expressions of a step', async () => {
    const masked: string[] = [];
    const runner = {
      ...memoryRunner(),
      setSecret: (...texts: readonly string[]) => masked.push(...texts),
    };
    const masks = [await parse('a'), await parse('b')];
    const [a, b] = [secrets(0, 200_000), secrets(200_000, 400_000)];
    // The same again is no more than before.
    for (let look = 0; look < 3; look++) expect(maskIn(runner, masks, { a, b })).toEqual([]);
    expect(maskIn(runner, masks, { a: secrets(400_000, 500_000), b })).toEqual([]);
    const before = masked.length;
    expect(() => maskIn(runner, masks, { a: ['one more'], b })).toThrow(
      '"a" finds 1 strings to mask besides 500000',
    );
    expect(masked).toHaveLength(before);
  });
});
