import { SpellingList } from './secrets.ts';

/** A text is filed under so many characters of its beginning. */
const headLength = 3;

/** Longer texts are few, and to compare one from each place of a line would take minutes. */
const maxFiled = 1024;

/** Texts with one beginning, as they came, and put in order when they are looked for. */
interface Drawer {
  readonly texts: string[];
  sorted: readonly Filed[] | undefined;
}

interface Filed {
  readonly text: string;
  /** The length of the shortest text of the drawer that this one begins with. */
  readonly shortest: number;
}

/**
 * Texts by the thousand: where a list would go through a line once for each of them, which takes
 * minutes, this goes through it once. What begins as one of them goes as far as it is the same as the
 * longest: of two that begin one another, more may be hidden than the one that is there.
 */
export class ManySecrets extends SpellingList {
  readonly #drawers = new Map<string, Drawer>();
  readonly #long = new SpellingList();

  override add(text: string): void {
    if (text.length > maxFiled) {
      this.#long.add(text);
      return;
    }
    if (text.length < headLength) {
      super.add(text);
      return;
    }
    const head = text.slice(0, headLength);
    const drawer = this.#drawers.get(head);
    if (drawer === undefined) this.#drawers.set(head, { texts: [text], sorted: undefined });
    else {
      drawer.texts.push(text);
      drawer.sorted = undefined;
    }
  }

  override isIn(whole: string): boolean {
    if (super.isIn(whole) || this.#long.isIn(whole)) return true;
    for (let at = 0; at < whole.length; at++) if (this.#lengthAt(whole, at) > 0) return true;
    return false;
  }

  override takeOut(text: string): string {
    // First: a shorter one in it would break it.
    const whole = this.#long.takeOut(text);
    let rest = '';
    let end = 0;
    for (let at = 0; at < whole.length; at++) {
      const length = this.#lengthAt(whole, at);
      if (length === 0) continue;
      // One that begins in another, and ends after it, goes with it.
      if (at >= end) rest += `${whole.slice(end, at)}***`;
      end = Math.max(end, at + length);
    }
    return super.takeOut(rest + whole.slice(end));
  }

  /** How many characters are to be hidden from a place on. */
  #lengthAt(whole: string, at: number): number {
    const drawer = this.#drawers.get(whole.slice(at, at + headLength));
    if (drawer === undefined) return 0;
    drawer.sorted ??= inOrder(drawer.texts);
    // All texts that begin here are beginnings of the last one that does not come after what is here.
    const last = lastUpTo(drawer.sorted, whole.slice(at));
    if (last === undefined) return 0;
    const { text, shortest } = last;
    let same = headLength;
    while (same < text.length && text.charCodeAt(same) === whole.charCodeAt(at + same)) same++;
    return same < shortest ? 0 : same;
  }
}

/** By UTF-16 units, so that a text comes after its beginnings. */
function inOrder(texts: string[]): readonly Filed[] {
  let first = '';
  return texts.sort().map((text) => {
    if (first === '' || !text.startsWith(first)) first = text;
    return { text, shortest: first.length };
  });
}

function lastUpTo(sorted: readonly Filed[], text: string): Filed | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.text ?? '') <= text) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
