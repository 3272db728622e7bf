import { SpellingList } from './secrets.ts';

/** Texts are grouped by this many characters of their beginning. */
const prefixLength = 3;

/** In UTF-16 units. Longer texts are few, and comparing one at each position of a line would take minutes. */
const maxGrouped = 1024;

/** Texts with the same prefix, in the order in which they came, and sorted on first use. */
interface Group {
  readonly texts: string[];
  sorted: readonly Entry[] | undefined;
}

interface Entry {
  readonly text: string;
  /** The length of the shortest text in the group with which this one begins. */
  readonly shortest: number;
}

/**
 * Finds thousands of texts. A SpellingList searches a line once for each text, which would take minutes;
 * this searches it once. If one text begins with another, it may hide more than the shorter one: as much
 * as the line has in common with the longer one.
 */
export class ManySecrets extends SpellingList {
  readonly #groups = new Map<string, Group>();
  readonly #long = new SpellingList();

  override add(text: string): void {
    if (text.length > maxGrouped) {
      this.#long.add(text);
      return;
    }
    if (text.length < prefixLength) {
      super.add(text);
      return;
    }
    const prefix = text.slice(0, prefixLength);
    const group = this.#groups.get(prefix);
    if (group === undefined) this.#groups.set(prefix, { texts: [text], sorted: undefined });
    else {
      group.texts.push(text);
      group.sorted = undefined;
    }
  }

  override isIn(whole: string): boolean {
    if (super.isIn(whole) || this.#long.isIn(whole)) return true;
    for (let at = 0; at < whole.length; at++) if (this.#lengthAt(whole, at) > 0) return true;
    return false;
  }

  override takeOut(text: string): string {
    // First, since hiding a shorter text in it would keep it from matching.
    const whole = this.#long.takeOut(text);
    let rest = '';
    let end = 0;
    for (let at = 0; at < whole.length; at++) {
      const length = this.#lengthAt(whole, at);
      if (length === 0) continue;
      // A text that begins inside another and ends after it is hidden with it.
      if (at >= end) rest += `${whole.slice(end, at)}***`;
      end = Math.max(end, at + length);
    }
    return super.takeOut(rest + whole.slice(end));
  }

  /** How many characters to hide from a position on. */
  #lengthAt(whole: string, at: number): number {
    const group = this.#groups.get(whole.slice(at, at + prefixLength));
    if (group === undefined) return 0;
    group.sorted ??= inOrder(group.texts);
    // Every text that matches here is a prefix of the last text that sorts before or at the rest.
    const last = lastUpTo(group.sorted, whole.slice(at));
    if (last === undefined) return 0;
    const { text, shortest } = last;
    let same = prefixLength;
    while (same < text.length && text.charCodeAt(same) === whole.charCodeAt(at + same)) same++;
    return same < shortest ? 0 : same;
  }
}

/** Sorts by UTF-16 units, so that a text comes after its own prefixes. */
function inOrder(texts: string[]): readonly Entry[] {
  let first = '';
  return texts.sort().map((text) => {
    if (first === '' || !text.startsWith(first)) first = text;
    return { text, shortest: first.length };
  });
}

function lastUpTo(sorted: readonly Entry[], text: string): Entry | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.text ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
