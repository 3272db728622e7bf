import { Failure } from '../failure.ts';
import { shorten } from '../runner/safe-text.ts';

/**
 * What stands in quotes in an expression, and what ought to: looked at in its text, for the tree of
 * an expression does not tell how a name or a text was written.
 */

/** Texts, names and JSON in quotes, a quote that is never closed, and names with a dash in them. */
const places =
  /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"|`[^`\\]*(?:\\[^][^`\\]*)*`|['"`]|(?<![$\w])[a-z_]\w*(?:-\w+)+/giu;

const maxShown = 120;

/**
 * Writes all literals of an expression as JSON: the library reads a backslash in a text otherwise than
 * the specification says, takes a text that is never closed for a whole one, and one escaped backtick
 * of a literal only.
 * @throws Failure that says why this is no expression
 * @see https://jmespath.org/specification.html#raw-string-literals
 */
export function withPlainLiterals(text: string): string {
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
  try {
    JSON.parse(json);
    return json;
  } catch {
    const shown = shorten(json.replaceAll("'", "\\'"), maxShown);
    throw new Failure(
      `what stands in backticks is JSON, and \`${shown}\` is none; a text is '${shown}'`,
    );
  }
}

/** The same with each name that has a dash in double quotes. */
function inDoubleQuotes(text: string): string {
  return text.replace(places, (place) => (/^\w/u.test(place) ? `"${place}"` : place));
}

/** A token of the library's. */
export interface Token {
  readonly type: string;
  readonly value: unknown;
}

const comparators: ReadonlySet<string> = new Set(['EQ', 'NE', 'GT', 'GTE', 'LT', 'LTE']);

/** What makes more of a name than one that stands alone. */
const goesOn: ReadonlySet<string | undefined> = new Set(['Dot', 'Lbracket', 'Filter', 'Flatten']);

/**
 * Finds a name in double quotes that an expression compares with something that is no literal: most
 * who write that mean a text.
 * @returns what to say where the expression finds nothing; undefined when it holds no such name
 */
export function doubleQuoteHint(tokens: readonly Token[]): string | undefined {
  for (const [i, { type }] of tokens.entries()) {
    if (!comparators.has(type)) continue;
    const [before, left, right, after] = [-2, -1, 1, 2].map((step) => tokens[i + step]);
    const calls = right?.type === 'UnquotedIdentifier' && after?.type === 'Lparen';
    if (isName(right) && !goesOn.has(after?.type) && left?.type !== 'Literal')
      return hintFor(right.value);
    if (isName(left) && before?.type !== 'Dot' && right?.type !== 'Literal' && !calls)
      return hintFor(left.value);
  }
  return undefined;
}

function isName(token: Token | undefined): token is { type: string; value: string } {
  return token?.type === 'QuotedIdentifier' && typeof token.value === 'string';
}

function hintFor(name: string): string {
  const shown = shorten(name, maxShown);
  return `"${shown}" in double quotes is the name of a field; write a text in single quotes: '${shown.replaceAll("'", "\\'")}'`;
}
