/** JSON from outside the action has the type `unknown` until it has been checked. */

/**
 * @returns the parsed value in an object, since `null` is JSON too; undefined when `text` is not JSON
 */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/**
 * Writes a value as JSON. JSON.parse accepts any depth, but JSON.stringify only what fits on the stack
 * and into a text of 512 MiB.
 * @returns the JSON text; undefined when the value is too deep or too large
 */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a field, with a number as its digits; undefined for any other value or none. */
export function textIn(record: Record<string, unknown>, name: string): string | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

/** Yields all strings, numbers and other single values in a JSON value, at any depth. */
export function* leavesOf(value: unknown): Generator {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) yield next;
    else for (const part of Object.values(next)) left.push(part);
  }
}
