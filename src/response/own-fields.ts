import { Functions } from '@aws-lambda-powertools/jmespath/functions';

import { isRecord } from '../json.ts';

/**
 * The JMESPath library looks fields up the prototype chain, so that `constructor` or `toString` are
 * found though no JSON has them, and `{__proto__: a}` sets no field. That can only matter to an
 * expression in which such a name stands: for those, whatever it meets is made of objects that
 * inherit nothing. Loaded only for them.
 */

/** What a prototype's name as a key is called until the object is made anew. */
const stand = '\u0000__proto__';

/** The standard functions, and one that takes from an object what it inherits. */
class OwnFunctions extends Functions {
  funcOwnFields([value]: readonly unknown[]): unknown {
    return withOwnFields(value);
  }

  override funcMerge(
    ...args: Parameters<Functions['funcMerge']>
  ): ReturnType<Functions['funcMerge']> {
    return withOwnFields(super.funcMerge(...args)) as ReturnType<Functions['funcMerge']>;
  }
}

/** For the library's `customFunctions`. */
export const ownFunctions = new OwnFunctions();

/** Tokens of an expression that may hold anything, and the braces around a multi-select hash. */
const tokens = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|\b__proto__\b|[{}]/gsu;

/**
 * @param text an expression
 * @returns one that means the same, and in which all objects that it makes are made anew by ownFields
 */
export function overOwnFields(text: string): string {
  return text.replace(tokens, (token, at: number) => {
    if (token === '{') return 'own_fields({';
    if (token === '}') return '})';
    if (/^`\s*[[{]/u.test(token)) return `own_fields(${token})`;
    const isKey = /^\s*:/u.test(text.slice(at + token.length));
    return isKey && nameIn(token) === '__proto__' ? JSON.stringify(stand) : token;
  });
}

function nameIn(token: string): unknown {
  try {
    return token.startsWith('"') ? JSON.parse(token) : token;
  } catch {
    return undefined;
  }
}

/** @returns a copy of JSON whose objects inherit nothing */
export function withOwnFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOwnFields);
  if (!isRecord(value)) return value;
  const own = Object.create(null) as Record<string, unknown>;
  for (const [name, field] of Object.entries(value))
    own[name === stand ? '__proto__' : name] = withOwnFields(field);
  return own;
}
