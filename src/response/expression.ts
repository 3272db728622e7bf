import { compile, type JSONValue, tokenize } from '@jmespath-community/jmespath';
import { Failure } from '../failure.ts';
import { leavesOf, parseJson } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import { quoted, shorten } from '../runner/text.ts';
import { checkTree } from './expression-check.ts';
import { interpreterWith, type Node } from './functions.ts';

/** A JMESPath expression that has been parsed. */
export interface Expression {
  /** The input that it was given in. */
  readonly input: string;
  readonly text: string;
  /** A likely mistake, for when it finds nothing; undefined if there is no sign of one. */
  readonly hint: string | undefined;
  /**
   * @param data parsed JSON
   * @returns parsed JSON; null if the expression finds nothing
   * @throws Failure if a function cannot handle the data
   */
  evaluate(data: unknown): unknown;
  /** Whether the result is true: anything but null, false, '', [] and {}. @throws like evaluate */
  isTrue(data: unknown): boolean;
}

/** How many characters of an expression, and of one word of it, an error shows. */
const maxShown = 120;
const maxWord = 60;

/**
 * Parses and checks an expression, so that one that cannot work is refused before any request. Besides
 * the standard functions, it may call `env('NAME')` and `days_since(time)`.
 * @throws Failure that says what is wrong with the expression
 * @see https://jmespath.org/specification.html
 */
export function parseExpression(text: string, runner: Runner, input = 'select'): Expression {
  const interpreter = interpreterWith(runner);
  const { tree, tokens } = compiled(text);
  try {
    checkTree(tree, interpreter.runtime._functionTable, runner);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`${quoted(text)} is not a usable JMESPath expression: ${error.message}`);
  }
  const evaluate = (data: unknown): unknown => {
    try {
      return interpreter.search(tree, data as JSONValue) ?? null;
    } catch (error) {
      throw new Failure(`the JMESPath expression ${quoted(text)} fails: ${reasonOf(error)}`);
    }
  };
  return {
    input,
    text,
    hint: doubleQuoteHint(tokens),
    evaluate,
    isTrue: (data) => isTruthy(evaluate(data)),
  };
}

function isTruthy(value: unknown): boolean {
  // Checked by length, since a long array has as many keys.
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** A token, as the library's lexer returns it. */
interface Token {
  readonly type: string;
  readonly value: unknown;
}

function compiled(text: string): { tree: Node; tokens: readonly Token[] } {
  try {
    const plain = withPlainLiterals(text);
    return { tree: compile(plain), tokens: tokenize(plain) };
  } catch (error) {
    throw new Failure(
      `${quoted(text)} is not a JMESPath expression: ${syntaxProblem(error)}${syntaxHint(text, error)}`,
    );
  }
}

/** The library's names for punctuation. */
const signs: Readonly<Record<string, string>> = {
  Colon: ':',
  Rbrace: '}',
  Rbracket: ']',
  Rparen: ')',
};

/** The library's messages for a word in the wrong place. */
const unexpected: readonly RegExp[] = [
  /^(?:invalid token \(\w+\)|unexpected token type: \w+, value): "?(.*?)"?$/su,
  /^unexpected token: (.*)\(\w+\)$/su,
  /^unknown character: (.*)$/su,
];

/** The library's syntax error in plain words. */
function syntaxProblem(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  if (error instanceof Failure) return error.message;
  const message = messageOf(error).replace(/^Syntax error[:,]? */iu, '');
  if (/\bEOF\b/u.test(message)) return 'it ends too early';
  const missing = signs[/^expected (\w+), got/u.exec(message)?.[1] ?? ''];
  if (missing !== undefined) return `a ${missing} is missing`;
  const [word] = unexpected.flatMap((pattern) => pattern.exec(message)?.[1] ?? []);
  return word === undefined ? message : `${quoted(shorten(word, maxWord))} is unexpected`;
}

/** Hints for the most common mistakes. */
const syntaxHints: readonly (readonly [
  applies: (text: string, message: string) => boolean,
  hint: string,
])[] = [
  [(text) => text.trim().startsWith('.'), ' (leave out the dot in front: this is not jq)'],
  [(_, message) => message.includes('Number'), ' (write a number in backticks: `3`)'],
  [
    (_, message) => message.includes('unknown character'),
    ' (put a name in double quotes if it contains anything but letters from a to z, digits and _)',
  ],
  [(text) => /\s(?:and|or|not)\s/iu.test(text), ' (and, or and not are written &&, || and !)'],
];

function syntaxHint(text: string, error: unknown): string {
  const message = messageOf(error);
  return syntaxHints.find(([applies]) => applies(text, message))?.[1] ?? '';
}

/** Why evaluation failed, without any of the data: only its types are named. */
function reasonOf(error: unknown): string {
  const { name } = error as Error;
  if (name === 'RangeError') return 'the data is nested too deeply, or too large';
  if (name === 'TypeError') return 'it does not fit the data';
  return messageOf(error).replace(/^Invalid type: /u, '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

/** Quoted strings, names and JSON, a quote that is never closed, and names that contain a dash. */
const quotedOrDashed =
  /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"|`[^`\\]*(?:\\[^][^`\\]*)*`|['"`]|(?<![$\w])[a-z_]\w*(?:-\w+)+/giu;

/**
 * Rewrites all literals of an expression as JSON, since the library does not follow the specification:
 * it reads a backslash in a raw string differently, accepts a string that is never closed, and unescapes
 * only the first backtick of a literal.
 * @throws Failure that says why this is not an expression
 * @see https://jmespath.org/specification.html#raw-string-literals
 */
function withPlainLiterals(text: string): string {
  return text.replace(quotedOrDashed, (part) => {
    const inner = part.slice(1, -1);
    const [quote = ''] = part;
    if (part.length === 1) throw new Failure(unclosed(quote));
    if (quote === "'") return literal(JSON.stringify(inner.replaceAll("\\'", "'")));
    if (quote === '`') return literal(jsonIn(inner.replaceAll('\\`', '`')));
    if (quote === '"') return part;
    throw new Failure(
      `${shorten(part, maxShown)} has a dash, so it has to be in double quotes: ` +
        `write ${shorten(inDoubleQuotes(text), maxShown)}`,
    );
  });
}

function unclosed(quote: string): string {
  const what = `a ${quote} in it is never closed`;
  return quote === "'"
    ? `${what}. To use text from outside, set a variable in the step's \`env:\` and read it with env('NAME')`
    : what;
}

function literal(json: string): string {
  return `\`${json.replaceAll('`', '\\u0060')}\``;
}

function jsonIn(inner: string): string {
  const json = inner.trim();
  const parsed = parseJson(json);
  if (parsed !== undefined) {
    const inexact = [...leavesOf(parsed.value)].some(
      (leaf) => Number.isInteger(leaf) && !Number.isSafeInteger(leaf),
    );
    if (!inexact) return json;
    throw new Failure(
      `\`${shorten(json, maxShown)}\` has more digits than JMESPath can compare: it would equal other numbers too`,
    );
  }
  const shown = shorten(json.replaceAll("'", "\\'"), maxShown);
  throw new Failure(
    `backticks enclose JSON, and \`${shown}\` is not JSON; write a string as '${shown}'`,
  );
}

/** Puts every name that contains a dash in double quotes. */
function inDoubleQuotes(text: string): string {
  return text.replace(quotedOrDashed, (part) => (/^\w/u.test(part) ? `"${part}"` : part));
}

const comparators: ReadonlySet<string> = new Set(['EQ', 'NE', 'GT', 'GTE', 'LT', 'LTE']);

/** Tokens that continue a name, as in `"a".b`: then it is meant as a field. */
const continuesName: ReadonlySet<string | undefined> = new Set([
  'Dot',
  'Lbracket',
  'Filter',
  'Flatten',
]);

/**
 * Detects a comparison of a name in double quotes with something that is not a literal: its author
 * probably meant a string.
 * @returns a hint for when the expression finds nothing; undefined if there is no such comparison
 */
function doubleQuoteHint(tokens: readonly Token[]): string | undefined {
  for (const [i, { type }] of tokens.entries()) {
    if (!comparators.has(type)) continue;
    const [before, left, right, after] = [-2, -1, 1, 2].map((step) => tokens[i + step]);
    const calls = right?.type === 'UnquotedIdentifier' && after?.type === 'Lparen';
    if (isName(right) && !continuesName.has(after?.type) && left?.type !== 'Literal')
      return meantAsString(right.value);
    if (isName(left) && before?.type !== 'Dot' && right?.type !== 'Literal' && !calls)
      return meantAsString(left.value);
  }
  return undefined;
}

function isName(token: Token | undefined): token is { type: string; value: string } {
  return token?.type === 'QuotedIdentifier' && typeof token.value === 'string';
}

function meantAsString(name: string): string {
  const shown = shorten(name, maxShown);
  return `"${shown}" in double quotes is the name of a field; write a string in single quotes: '${shown.replaceAll("'", "\\'")}'`;
}
