/** JSON from outside is unknown until it has been looked at. */

/**
 * @returns the parsed value, in a box, since `null` is JSON too; undefined when `text` is not JSON
 */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/**
 * JSON.parse takes any depth, JSON.stringify only what fits on the stack, and no text over 512 MiB.
 * @returns the value as JSON text; undefined when that cannot be
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

/** A field's text; a number counts as text. Undefined for anything else. */
export function textIn(record: Record<string, unknown>, name: string): string | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;
}

/** All strings, numbers and other single values of a JSON value, however deep. */
export function* leavesOf(value: unknown): Generator {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) yield next;
    else for (const part of Object.values(next)) open.push(part);
  }
}
