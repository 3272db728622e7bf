import { compile, tokenize } from '@jmespath-community/jmespath';
import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted, shorten } from '../runner/safe-text.ts';
import { interpreterWith } from './functions.ts';
import { doubleQuoteHint, type Token, withPlainLiterals } from './quoting.ts';
import { lookedOver, type Node } from './tree.ts';

/** How much of a word of an expression an error shows. */
const maxWord = 60;

/**
 * Parses an expression, and looks it over.
 * @throws Failure that says where the expression is wrong, or what in it cannot work
 */
export function compiled(text: string, world: Runner) {
  const interpreter = interpreterWith(world.clock);
  const { tree, tokens } = parsed(text);
  let ready: Node;
  try {
    ready = lookedOver(tree, interpreter, (name) => world.env(name));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `${quoted(text)} is not a JMESPath expression that can work: ${error.message}`,
    );
  }
  type Tree = Parameters<typeof interpreter.search>[0];
  type Data = Parameters<typeof interpreter.search>[1];
  return {
    text,
    hint: doubleQuoteHint(tokens),
    evaluate(data: unknown): unknown {
      try {
        return interpreter.search(ready as unknown as Tree, data as Data) ?? null;
      } catch (error) {
        throw new Failure(`the JMESPath expression ${quoted(text)} fails: ${reasonOf(error)}`);
      }
    },
  };
}

function parsed(text: string): { tree: unknown; tokens: readonly Token[] } {
  try {
    const plain = withPlainLiterals(text);
    return { tree: compile(plain), tokens: tokenize(plain) };
  } catch (error) {
    throw new Failure(
      `${quoted(text)} is not a JMESPath expression: ${flawOf(error)}${hintOf(text, error)}`,
    );
  }
}

/** Signs, as the library calls them. */
const signs: Readonly<Record<string, string>> = {
  Colon: ':',
  Rbrace: '}',
  Rbracket: ']',
  Rparen: ')',
};

/** What the library says of an expression, in words. */
function flawOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  if (error instanceof Failure) return error.message;
  const message = messageOf(error).replace(/^Syntax error[:,]? */iu, '');
  if (/\bEOF\b/u.test(message)) return 'it ends too early';
  const missing = signs[/^expected (\w+), got/u.exec(message)?.[1] ?? ''];
  if (missing !== undefined) return `a ${missing} is missing`;
  const word = unexpected
    .map((form) => form.exec(message)?.[1])
    .find((found) => found !== undefined);
  return word === undefined ? message : `${quoted(shorten(word, maxWord))} is unexpected`;
}

/** How the library says that a word is not to be there. */
const unexpected: readonly RegExp[] = [
  /^(?:invalid token \(\w+\)|unexpected token type: \w+, value): "?(.*?)"?$/su,
  /^unexpected token: (.*)\(\w+\)$/su,
  /^unknown character: (.*)$/su,
];

/** What is most often taken for it. */
const mistaken: readonly (readonly [
  isSo: (text: string, message: string) => boolean,
  hint: string,
])[] = [
  [(text) => text.trim().startsWith('.'), ' (no dot in front: it is not jq)'],
  [(_, message) => message.includes('Number'), ' (write a number in backticks: `3`)'],
  [
    (_, message) => message.includes('unknown character'),
    ' (put a name in double quotes if it has more in it than letters from a to z, digits and _)',
  ],
  [(text) => /\s(?:and|or|not)\s/iu.test(text), ' (and, or and not are written &&, || and !)'],
];

function hintOf(text: string, error: unknown): string {
  const message = messageOf(error);
  return mistaken.find(([isSo]) => isSo(text, message))?.[1] ?? '';
}

/** Why an expression fails: of the data, only the types are told. */
function reasonOf(error: unknown): string {
  const { name } = error as Error;
  if (name === 'RangeError') return 'the data is nested too deeply, or too large';
  if (name === 'TypeError') return 'it does not fit the data';
  return messageOf(error).replace(/^Invalid type: /u, '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
