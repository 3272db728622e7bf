import { describe, expect, it } from '@jest/globals';
import { parseExpression } from '../../src/response/expression.ts';
import { evaluate, parse } from '../support/expressions.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '__defineGetter__'];

describe.each(names)('a field with the name %s', (name) => {
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
  ])('is not found if it is not in the JSON: %s', async (text, result) => {
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
  ])('is found if it is in the JSON: %s', async (text, result) => {
    const written = text.replaceAll('NAME', name);
    await expect(evaluate(written, own)).resolves.toBe(result.replaceAll('NAME', name));
  });
});

it('is found by an escaped name too', async () => {
  await expect(evaluate('"\\u0063onstructor"', '{}')).resolves.toBe('null');
  await expect(evaluate('{"\\u005f_proto__": a}', '{"a":1}')).resolves.toBe('{"__proto__":1}');
});

it('is shown in an error as it was written', async () => {
  const expression = await parse('sort({a: constructor})');
  expect(() => expression.evaluate({})).toThrow('the JMESPath expression "sort({a: constructor})"');
  await expect(parse('{a: constructor')).rejects.toThrow('is not a JMESPath expression');
  await expect(parse('powertools_json(toString)')).rejects.toThrow('not a usable JMESPath');
});

describe('an invalid expression', () => {
  it.each([
    ['data[', 'it ends too early'],
    ["[?a=='x' and b=='y']", 'a ] is missing (and, or and not are written &&, || and !)'],
    ['[?a > 3]', '"3" is unexpected (write a number in backticks: `3`)'],
    ['größe', '"ö" is unexpected (put a name in double quotes if it contains anything but letters'],
    ['a b', '"b" is unexpected'],
    ['"a', 'a " in it is never closed'],
    ['data[].qlik-api-version.x-y', 'write data[]."qlik-api-version"."x-y"'],
    ['abc(@)', 'there is no function abc(); did you mean abs()?'],
    ['__proto__(@)', 'there is no function __proto__()'],
    ['not_null()', 'not_null() takes 1 argument or more, but was given 0'],
    ["pad_left('a')", 'pad_left() takes 2 to 3 arguments, but was given 1'],
    ['length(&a)', 'argument 1 of length() has to be a value: leave out the & before it'],
    ['&a', 'a & is allowed only before an argument of a function'],
    ['a[::0]', 'the step of a slice cannot be 0'],
    ['$x', 'there is no variable $x'],
    ['let $x = a in b = c', 'a single = does not compare'],
    ['a < to_string(b)', '`<` compares numbers only'],
  ])('fails with a hint about what to change: %s', async (text, says) => {
    await expect(parse(text)).rejects.toThrow(says);
  });

  it.each([
    ['let $x = a in $x', '1'],
    ['let $f = &a in map($f, b)', '[2]'],
    ['"a-b" - a', '4'],
  ])('is not %s', async (text, result) => {
    await expect(evaluate(text, '{"a":1,"a-b":5,"b":[{"a":2}]}')).resolves.toBe(result);
  });
});

describe('a text in double quotes by mistake', () => {
  const hint = async (text: string): Promise<string | undefined> => (await parse(text)).hint;

  it.each([
    ['[?a=="Sales"]', 'Sales'],
    ['[?"Sales" == a]', 'Sales'],
    ['[?lower(a) != "it\'s"] | [0]', "it's"],
  ])('is pointed out: %s', async (text, name) => {
    await expect(hint(text)).resolves.toContain(`"${name}" in double quotes`);
  });

  it.each([
    `[?"a-b"=='x']`,
    '[?a == "b".c]',
    '[?x."b" == a]',
    `[?"a-b" == env('PATH')]`,
    '"a-b"',
    '[?a==\'"x"\']',
  ])('is not suspected in %s', async (text) => {
    const expression = await parse(text, memoryRunner({}, { PATH: 'x' }));
    expect(expression.hint).toBeUndefined();
  });
});

describe('the truth value in JMESPath', () => {
  it.each([
    [null, false],
    [undefined, false],
    [false, false],
    ['', false],
    [[], false],
    [{}, false],
    [0, true],
    [true, true],
    ['x', true],
    [[0], true],
    [{ a: null }, true],
  ])('of %j is %p', (value, truth) => {
    expect(parseExpression('@', memoryRunner()).isTrue(value)).toBe(truth);
  });
});

it('an expression of another language is recognised', () => {
  const parse = (text: string) => () => parseExpression(text, memoryRunner());
  expect(parse('.data[0]')).toThrow('(leave out the dot in front: this is not jq)');
  expect(parse('data[')).not.toThrow('jq');
});
