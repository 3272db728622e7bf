/**
 * Finds where a text stops being JSON (RFC 8259). V8's own message gives the place in some cases and
 * a snippet of the text in others, and a snippet may not be shown.
 */

/** What may come next. */
type Next = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | 'after a value';

const space = /[ \t\n\r]*/uy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;
const words: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/** @returns the index of the first character that no JSON has there; undefined when all is well */
export function faultIndex(text: string): number | undefined {
  /** The brackets that are to come, the next one last. */
  const closing: ('}' | ']')[] = [];
  let next: Next = 'value';
  let at = 0;
  for (;;) {
    at = ends(space, text, at) ?? at;
    const char = text[at];
    if (next === 'after a value' && closing.length === 0)
      return char === undefined ? undefined : at;
    if (char === undefined) return at;
    if (char === closing.at(-1) && (next === 'after a value' || next.endsWith(char))) {
      closing.pop();
      next = 'after a value';
      at += 1;
    } else if (next === 'after a value') {
      if (char !== ',') return at;
      next = closing.at(-1) === '}' ? 'name' : 'value';
      at += 1;
    } else if (next === ':') {
      if (char !== ':') return at;
      next = 'value';
      at += 1;
    } else if (next === 'name' || next === 'name or }') {
      if (char !== '"') return at;
      const end = endOfString(text, at);
      if (end.fault) return end.at;
      at = end.at;
      next = ':';
    } else if (char === '{' || char === '[') {
      closing.push(char === '{' ? '}' : ']');
      next = char === '{' ? 'name or }' : 'value or ]';
      at += 1;
    } else {
      const end = endOfScalar(text, at, char);
      if (end.fault) return end.at;
      at = end.at;
      next = 'after a value';
    }
  }
}

/** Where something ends, or where the fault in it is. */
interface End {
  readonly at: number;
  readonly fault: boolean;
}

function endOfScalar(text: string, start: number, char: string): End {
  if (char === '"') return endOfString(text, start);
  const word = words[char];
  if (word === undefined) {
    const end = ends(number, text, start);
    return { at: end ?? start, fault: end === undefined };
  }
  let length = 0;
  while (length < word.length && text[start + length] === word[length]) length += 1;
  return { at: start + length, fault: length < word.length };
}

/** Without one expression for all of it: that would need a stack as deep as the string is long. */
function endOfString(text: string, start: number): End {
  let at = start + 1;
  for (;;) {
    const char = text[at];
    if (char === undefined || char < ' ') return { at, fault: true };
    if (char === '"') return { at: at + 1, fault: false };
    const end = char === '\\' ? ends(escape, text, at) : at + 1;
    if (end === undefined) return { at, fault: true };
    at = end;
  }
}

/** @returns where a match that begins at an index ends; undefined when there is none */
function ends(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
