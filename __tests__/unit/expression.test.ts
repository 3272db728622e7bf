import { describe, expect, it } from '@jest/globals';
import { type Expression, parseExpression } from '../../src/response/expression.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const parse = (text: string): Promise<Expression> => parseExpression(text, memoryRunner());

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
  await expect(parse('powertools_json(toString)')).rejects.toThrow('no function');
});
