import { Failure } from '../failure.ts';
import { quoted } from '../runner/safe-text.ts';

/** A JMESPath expression that has been parsed. */
export interface Expression {
  readonly text: string;
  /**
   * @param data JSON
   * @returns JSON; null when the expression finds nothing
   * @throws Failure when a function does not fit the data
   */
  evaluate(data: unknown): unknown;
}

/** Faults of the expression itself; any other is one of the data that it meets. */
const ownFaults: ReadonlySet<string> = new Set([
  'EmptyExpressionError',
  'IncompleteExpressionError',
  'LexerError',
  'ParseError',
  'ArityError',
  'VariadicArityError',
  'UnknownFunctionError',
]);

/**
 * Loads the JMESPath library and parses an expression.
 * @throws Failure that says where the expression is wrong
 * @see https://jmespath.org/specification.html
 */
export async function parseExpression(text: string): Promise<Expression> {
  const { search } = await import('@aws-lambda-powertools/jmespath');
  // The library keeps what it has parsed in a plain object, where `constructor` and its like are
  // found though nobody put them there: a space behind the expression steps aside.
  const own = `${text} `;
  const guard = mayInherit(text) ? await import('./own-fields.ts') : undefined;
  type Data = Parameters<typeof search>[1];
  const find = (data: unknown): unknown =>
    guard === undefined
      ? search(own, data as Data)
      : search(guard.overOwnFields(own), guard.withOwnFields(data) as Data, {
          customFunctions: guard.ownFunctions,
        });
  const evaluate = (data: unknown): unknown => {
    try {
      return find(data) ?? null;
    } catch (error) {
      throw new Failure(`the JMESPath expression ${quoted(text)} fails: ${say(error)}`);
    }
  };
  try {
    search(own, null);
  } catch (error) {
    if (error instanceof Error && ownFaults.has(error.name))
      throw new Failure(
        `${quoted(text)} is not a JMESPath expression: ${say(error)}${hintOf(text)}`,
      );
  }
  return { text, evaluate };
}

/** JMESPath's truth: null, false, '', [] and {} are false, all else is true, 0 too. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** What every object inherits: JSON has none of that, but the library finds it. */
const inherited = Object.getOwnPropertyNames(Object.prototype);

/** Whether an expression holds such a name, or an escape that may stand for a letter of one. */
function mayInherit(text: string): boolean {
  return text.includes('\\u') || inherited.some((name) => text.includes(name));
}

/** What is most often taken for it. */
function hintOf(text: string): string {
  return text.trim().startsWith('.') ? ' (no dot in front: it is not jq)' : '';
}

function say(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/ in expression: .*$/su, '').replace(/^.*?expression: /u, '')
    : 'unknown';
}
