import { compile, type JSONValue, tokenize } from '@jmespath-community/jmespath';
import { Failure } from '../failure.ts';
import { parseJson } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted, shorten } from '../runner/text.ts';
import { checkTree } from './expression-check.ts';
import { interpreterWith, type Node } from './functions.ts';

/** A JMESPath expression that has been parsed. */
export interface Expression {
  readonly text: string;
  /** What may be wrong with it where it finds nothing; undefined when nothing stands out. */
  readonly hint: string | undefined;
  /**
   * @param data JSON
   * @returns JSON; null when the expression finds nothing
   * @throws Failure when a function does not fit the data
   */
  evaluate(data: unknown): unknown;
  /** Whether what it finds is true: all is but null, false, '', [] and {}. @throws as evaluate does */
  isTrue(data: unknown): boolean;
}

/** How much of an expression, and of a word of it, an error shows. */
const maxShown = 120;
const maxWord = 60;

/**
 * Parses an expression and looks it over: what cannot work is refused before any request. Besides the
 * standard functions it may call `env('NAME')` and `days_since(time)`.
 * @throws Failure that says where the expression is wrong, or what in it cannot work
 * @see https://jmespath.org/specification.html
 */
export function parseExpression(text: string, runner: Runner): Expression {
  const interpreter = interpreterWith(runner);
  const { tree, tokens } = parsed(text);
  try {
    checkTree(tree, interpreter.runtime._functionTable, runner);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `${quoted(text)} is not a JMESPath expression that can work: ${error.message}`,
    );
  }
  const evaluate = (data: unknown): unknown => {
    try {
      return interpreter.search(tree, data as JSONValue) ?? null;
    } catch (error) {
      throw new Failure(`the JMESPath expression ${quoted(text)} fails: ${reasonOf(error)}`);
    }
  };
  return {
    text,
    hint: doubleQuoteHint(tokens),
    evaluate,
    isTrue: (data) => isTruthy(evaluate(data)),
  };
}

function isTruthy(value: unknown): boolean {
  // Its keys are as many as its items.
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** A token of the library's. */
interface Token {
  readonly type: string;
  readonly value: unknown;
}

function parsed(text: string): { tree: Node; tokens: readonly Token[] } {
  try {
    const plain = withPlainLiterals(text);
    return { tree: compile(plain), tokens: tokenize(plain) };
  } catch (error) {
    throw new Failure(
      `${quoted(text)} is not a JMESPath expression: ${flawOf(error)}${hintFor(text, error)}`,
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

/** How the library says that a word is not to be there. */
const unexpected: readonly RegExp[] = [
  /^(?:invalid token \(\w+\)|unexpected token type: \w+, value): "?(.*?)"?$/su,
  /^unexpected token: (.*)\(\w+\)$/su,
  /^unknown character: (.*)$/su,
];

/** What the library says of an expression, in words. */
function flawOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  if (error instanceof Failure) return error.message;
  const message = messageOf(error).replace(/^Syntax error[:,]? */iu, '');
  if (/\bEOF\b/u.test(message)) return 'it ends too early';
  const missing = signs[/^expected (\w+), got/u.exec(message)?.[1] ?? ''];
  if (missing !== undefined) return `a ${missing} is missing`;
  const [word] = unexpected.flatMap((form) => form.exec(message)?.[1] ?? []);
  return word === undefined ? message : `${quoted(shorten(word, maxWord))} is unexpected`;
}

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

function hintFor(text: string, error: unknown): string {
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

/** Texts, names and JSON in quotes, a quote that is never closed, and names with a dash in them. */
const places =
  /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"|`[^`\\]*(?:\\[^][^`\\]*)*`|['"`]|(?<![$\w])[a-z_]\w*(?:-\w+)+/giu;

/**
 * Writes all literals of an expression as JSON: the library reads a backslash in a text otherwise than
 * the specification says, takes a text that is never closed for a whole one, and one escaped backtick
 * of a literal only.
 * @throws Failure that says why this is no expression
 * @see https://jmespath.org/specification.html#raw-string-literals
 */
function withPlainLiterals(text: string): string {
  return text.replace(places, (place) => {
    const inner = place.slice(1, -1);
    const [quote = ''] = place;
    if (place.length === 1) throw new Failure(unclosed(quote));
    if (quote === "'") return literal(JSON.stringify(inner.replaceAll("\\'", "'")));
    if (quote === '`') return literal(jsonIn(inner.replaceAll('\\`', '`')));
    if (quote === '"') return place;
    throw new Failure(
      `${shorten(place, maxShown)} is not a name as written, because of its dash: ` +
        `write ${shorten(inDoubleQuotes(text), maxShown)}`,
    );
  });
}

function unclosed(quote: string): string {
  const what = `a ${quote} in it is never closed`;
  return quote === "'"
    ? `${what}. Text from outside goes into the step's \`env:\`, and env('NAME') reads it`
    : what;
}

function literal(json: string): string {
  return `\`${json.replaceAll('`', '\\u0060')}\``;
}

function jsonIn(inner: string): string {
  const json = inner.trim();
  if (parseJson(json) !== undefined) return json;
  const shown = shorten(json.replaceAll("'", "\\'"), maxShown);
  throw new Failure(
    `what stands in backticks is JSON, and \`${shown}\` is none; a text is '${shown}'`,
  );
}

/** The same with each name that has a dash in double quotes. */
function inDoubleQuotes(text: string): string {
  return text.replace(places, (place) => (/^\w/u.test(place) ? `"${place}"` : place));
}

const comparators: ReadonlySet<string> = new Set(['EQ', 'NE', 'GT', 'GTE', 'LT', 'LTE']);

/** What makes more of a name than one that stands alone. */
const goesOn: ReadonlySet<string | undefined> = new Set(['Dot', 'Lbracket', 'Filter', 'Flatten']);

/**
 * Finds a name in double quotes that an expression compares with something that is no literal: most
 * who write that mean a text.
 * @returns what to say where the expression finds nothing; undefined when it holds no such name
 */
function doubleQuoteHint(tokens: readonly Token[]): string | undefined {
  for (const [i, { type }] of tokens.entries()) {
    if (!comparators.has(type)) continue;
    const [before, left, right, after] = [-2, -1, 1, 2].map((step) => tokens[i + step]);
    const calls = right?.type === 'UnquotedIdentifier' && after?.type === 'Lparen';
    if (isName(right) && !goesOn.has(after?.type) && left?.type !== 'Literal')
      return meantAsText(right.value);
    if (isName(left) && before?.type !== 'Dot' && right?.type !== 'Literal' && !calls)
      return meantAsText(left.value);
  }
  return undefined;
}

function isName(token: Token | undefined): token is { type: string; value: string } {
  return token?.type === 'QuotedIdentifier' && typeof token.value === 'string';
}

function meantAsText(name: string): string {
  const shown = shorten(name, maxShown);
  return `"${shown}" in double quotes is the name of a field; write a text in single quotes: '${shown.replaceAll("'", "\\'")}'`;
}
