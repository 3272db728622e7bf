import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { actionFolder } from './manifest.ts';

/** The texts of docs/errors.md, each split into the parts that never vary. */
const entries = [
  ...readFileSync(path.join(actionFolder, 'docs/errors.md'), 'utf8').matchAll(
    /^- (`+) ?(.+?) ?\1(?!`)/gmu,
  ),
].map(([, , text = '']) => text.split('…').filter((piece) => /\p{L}/u.test(piece)));

/** A text with fewer letters is not worth looking up. */
const fewestLetters = 8;

const listed = entries.filter((pieces) => pieces.join('').length >= fewestLetters);

/** A status and the server's own text, which is not ours. */
const answer = /^(?:No access token\. |A later page failed: )?[A-Z]+ \S+: \d{3} /u;

/** Whether docs/errors.md has the text of an error or a warning. */
export function isOnErrorPage(message: string): boolean {
  return answer.test(message) || listed.some((pieces) => holdsInOrder(message, pieces));
}

function holdsInOrder(message: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = message.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}
