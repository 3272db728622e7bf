import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { actionFolder } from './manifest.ts';

/** The texts of docs/errors.md, each as its pieces that are the same in every log. */
const entries = [
  ...readFileSync(path.join(actionFolder, 'docs/errors.md'), 'utf8').matchAll(
    /^- (`+) ?(.+?) ?\1(?!`)/gmu,
  ),
].map(([, , text = '']) => text.split('…').filter((piece) => /\p{L}/u.test(piece)));

/** Fewer letters than these are no words that one would look up. */
const fewestLetters = 8;

const told = entries.filter((pieces) => pieces.join('').length >= fewestLetters);

/** A status and what the server says to it: the words are not ours. */
const answer = /^(?:No access token\. |A later page failed: )?[A-Z]+ \S+: \d{3} /u;

/** Whether docs/errors.md has a text that an error or a warning is made of. */
export function isOnErrorPage(message: string): boolean {
  return answer.test(message) || told.some((pieces) => holdsInOrder(message, pieces));
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
