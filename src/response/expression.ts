import type { Runner } from '../runner/runner.ts';

/** What of the world an expression may ask for: the step's environment, and the time. */
export type World = Runner;

/** A JMESPath expression that has been parsed. */
export interface Expression {
  readonly text: string;
  /** What may be wrong with it where it finds nothing; undefined when nothing stands out. */
  readonly hint?: string | undefined;
  /**
   * @param data JSON
   * @returns JSON; null when the expression finds nothing
   * @throws Failure when a function does not fit the data
   */
  evaluate(data: unknown): unknown;
}

/**
 * Loads the JMESPath library, parses an expression and looks it over: what cannot work is refused
 * before any request. Besides the standard functions it may call `env('NAME')` and `days_since(time)`.
 * @throws Failure that says where the expression is wrong
 * @see https://jmespath.org/specification.html
 */
export async function parseExpression(text: string, world: World): Promise<Expression> {
  const { compiled } = await import('./compiled.ts');
  return compiled(text, world);
}

/** JMESPath's truth: null, false, '', [] and {} are false, all else is true, 0 too. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '';
}
