/** So many texts are looked for one by one: the engine does that faster than we look at each character. */
const maxOneByOne = 200;

/** A text is filed under so many characters of its beginning, or under all of it. */
const maxHead = 8;

/** Of how many texts in one place of the file each is looked at; more are put in order: see Crowded. */
const maxChain = 32;

const stars = '***';

/**
 * A text of a crowded place, and the longest other one there that it begins with. All that begin at
 * one place of another text are so known from the longest, however many they are.
 */
interface Crowded {
  readonly number: number;
  readonly text: string;
  readonly shorter: Crowded | undefined;
  /** One much shorter, so that of n beginnings log n are looked at (Myers, 1983: skew-binary jumps). */
  readonly muchShorter: Crowded | undefined;
  /** How many beginnings there are, with the text itself. */
  readonly depth: number;
}

/**
 * Texts that are to be taken out of others, the longest first, since one may hold another. However many
 * there are, a text is gone through once: to look for a hundred thousand of them, one after the other,
 * would take minutes.
 */
export class HiddenTexts {
  readonly #maxOneByOne: number;
  /** What has a number below is at its place here. */
  readonly #texts: string[] = [];
  /** In the order in which they go; undefined when that has to be found out anew. */
  #sorted: readonly string[] | undefined;
  /** Those that hold a star: they may come about where another one has been taken out. */
  readonly #starred: number[] = [];
  /** The file: by the hash of a beginning, the last text there is, plus 1, ... */
  #last = new Int32Array(0);
  /** ... and by a text's number, the one before it in that place, plus 1. */
  #before = new Int32Array(0);
  #filed = 0;
  /** How long the beginnings are. */
  readonly #heads = new Set<number>();
  /** Of crowded places in the file: the texts, in the order of their characters. */
  readonly #crowds = new Map<number, readonly Crowded[]>();
  /** All of these by their numbers. */
  readonly #crowded = new Map<number, Crowded>();

  /** @param oneByOne as a test has it */
  constructor(oneByOne = maxOneByOne) {
    this.#maxOneByOne = oneByOne;
  }

  add(text: string): void {
    if (text === '') return;
    if (text.includes('*')) this.#starred.push(this.#texts.length);
    this.#texts.push(text);
    this.#sorted = undefined;
  }

  /** Whether one of them is in `whole`. */
  areIn(whole: string): boolean {
    return this.#areFew
      ? this.#texts.some((text) => whole.includes(text))
      : this.#placesIn(whole).next().done !== true;
  }

  /** @returns `whole` with stars in place of each of them */
  takenOutOf(whole: string): string {
    if (this.#areFew) return inTurn(whole, (this.#sorted ??= this.#inOrder(this.#texts.keys())));
    const places = new Map<number, number[]>();
    for (const [number, at] of this.#placesIn(whole)) {
      const known = places.get(number);
      known?.push(at);
      if (known !== undefined) continue;
      places.set(number, [at]);
      let beginning = this.#crowded.get(number)?.shorter;
      for (; beginning && !places.has(beginning.number); beginning = beginning.shorter)
        places.set(beginning.number, []);
    }
    if (places.size === 0) return whole;
    const mayCome = this.#starred.filter((number) =>
      this.#text(number)
        .split('*')
        .every((part) => whole.includes(part)),
    );
    return mayCome.length > 0
      ? inTurn(whole, this.#inOrder([...places.keys(), ...mayCome]))
      : this.#cut(whole, places);
  }

  get #areFew(): boolean {
    return this.#texts.length <= this.#maxOneByOne;
  }

  #text(number: number): string {
    return this.#texts[number] ?? '';
  }

  #numbersInOrder(numbers: Iterable<number>): number[] {
    return [...numbers].sort((a, b) => this.#text(b).length - this.#text(a).length || a - b);
  }

  #inOrder(numbers: Iterable<number>): string[] {
    return [...new Set(this.#numbersInOrder(numbers).map((number) => this.#text(number)))];
  }

  /** What `inTurn` gives, without a copy of the text for each of those that are in it. */
  #cut(whole: string, places: ReadonlyMap<number, number[]>): string {
    /** Of each character that is taken: where what takes it begins, plus 1. */
    const taken = new Int32Array(whole.length);
    const cuts: { readonly at: number; readonly end: number }[] = [];
    for (const number of this.#numbersInOrder(places.keys()))
      for (const at of places.get(number)?.sort((a, b) => a - b) ?? []) {
        const end = at + this.#text(number).length;
        // What was taken is as long at least, so that it reaches over one of the ends.
        if (taken[at] !== 0) continue;
        const next = (taken[end - 1] ?? 0) - 1;
        if (next === -1) {
          taken.fill(at + 1, at, end);
          cuts.push({ at, end });
        } else {
          // Its turn comes later.
          const fits = firstOf(this.#crowded.get(number), ({ text }) => at + text.length <= next);
          if (fits !== undefined) places.get(fits.number)?.push(at);
        }
      }
    let rest = '';
    let done = 0;
    for (const { at, end } of cuts.sort((a, b) => a.at - b.at)) {
      rest += whole.slice(done, at) + stars;
      done = end;
    }
    return rest + whole.slice(done);
  }

  *#placesIn(whole: string): Generator<readonly [number: number, at: number]> {
    this.#file();
    for (let at = 0; at < whole.length; at++)
      for (const head of this.#heads) {
        if (at + head > whole.length) continue;
        const place = hashOf(whole, at, head) & (this.#last.length - 1);
        if (this.#last[place] === 0) continue;
        for (const number of this.#at(place, whole, at)) yield [number, at];
      }
  }

  /**
   * @returns the texts of a place in the file that begin at a place in `whole`; of a crowd, the longest
   */
  #at(place: number, whole: string, at: number): number[] {
    const found: number[] = [];
    let crowd = this.#crowds.get(place);
    let steps = 0;
    for (
      let last = this.#last[place] ?? 0;
      crowd === undefined && last > 0;
      last = this.#before[last - 1] ?? 0
    )
      if (++steps > maxChain) crowd = this.#crowdAt(place);
      else if (whole.startsWith(this.#text(last - 1), at)) found.push(last - 1);
    if (crowd === undefined) return found;
    const longest = longestAt(crowd, whole, at);
    return longest === undefined ? [] : [longest.number];
  }

  #crowdAt(place: number): readonly Crowded[] {
    const numbers = new Map<string, number>();
    // Of texts that are the same, the earliest comes last.
    for (let last = this.#last[place] ?? 0; last > 0; last = this.#before[last - 1] ?? 0)
      numbers.set(this.#text(last - 1), last - 1);
    const crowd: Crowded[] = [];
    // By UTF-16 units, so that a text comes after its beginnings.
    for (const text of [...numbers.keys()].sort()) {
      let shorter = crowd.at(-1);
      while (shorter !== undefined && !text.startsWith(shorter.text)) shorter = shorter.shorter;
      const one = crowdedAfter(shorter, text, numbers.get(text) ?? 0);
      crowd.push(one);
      this.#crowded.set(one.number, one);
    }
    this.#crowds.set(place, crowd);
    return crowd;
  }

  /** Files what has been added since. */
  #file(): void {
    const many = this.#texts.length;
    if (many * 2 > this.#last.length) {
      const size = 2 ** Math.ceil(Math.log2(many * 4));
      this.#last = new Int32Array(size);
      this.#before = new Int32Array(size);
      this.#filed = 0;
      this.#crowds.clear();
      this.#crowded.clear();
    }
    for (; this.#filed < many; this.#filed++) {
      const text = this.#text(this.#filed);
      const head = Math.min(text.length, maxHead);
      const place = hashOf(text, 0, head) & (this.#last.length - 1);
      this.#before[this.#filed] = this.#last[place] ?? 0;
      this.#last[place] = this.#filed + 1;
      this.#heads.add(head);
      for (const { number } of this.#crowds.get(place) ?? []) this.#crowded.delete(number);
      this.#crowds.delete(place);
    }
  }
}

function inTurn(whole: string, texts: readonly string[]): string {
  return texts.reduce((rest, text) => rest.replaceAll(text, stars), whole);
}

function crowdedAfter(shorter: Crowded | undefined, text: string, number: number): Crowded {
  const depth = (one: Crowded | undefined): number => one?.depth ?? 0;
  const jump = shorter?.muchShorter;
  const far = jump?.muchShorter;
  const muchShorter = depth(shorter) - depth(jump) === depth(jump) - depth(far) ? far : shorter;
  return { number, text, shorter, muchShorter, depth: depth(shorter) + 1 };
}

/** @returns the longest of a text and its beginnings that suits; what begins such a one suits as well */
function firstOf(
  longest: Crowded | undefined,
  suits: (one: Crowded) => boolean,
): Crowded | undefined {
  let one = longest;
  while (one !== undefined && !suits(one)) {
    const { shorter, muchShorter } = one;
    one = muchShorter === undefined || suits(muchShorter) ? shorter : muchShorter;
  }
  return one;
}

/**
 * A binary search that looks at no character again that both its ends begin with.
 * @returns the longest text of a crowd that begins at a place in `whole`
 */
function longestAt(crowd: readonly Crowded[], whole: string, at: number): Crowded | undefined {
  let [low, sameAsLow] = [0, 0];
  let [high, sameAsHigh] = [crowd.length, 0];
  // First the last one: without it, the upper end would have no character in common until it moves.
  for (let middle = high - 1; low < high; middle = (low + high) >>> 1) {
    const { text = '' } = crowd[middle] ?? {};
    let same = Math.min(sameAsLow, sameAsHigh);
    while (same < text.length && text.charCodeAt(same) === whole.charCodeAt(at + same)) same++;
    if (same === text.length || text.charCodeAt(same) < whole.charCodeAt(at + same))
      [low, sameAsLow] = [middle + 1, same];
    else [high, sameAsHigh] = [middle, same];
  }
  // What begins here is among the beginnings of the last text that does not come after this place.
  return firstOf(crowd[low - 1], ({ text }) => text.length <= sameAsLow);
}

/** FNV-1a, of a few characters. */
function hashOf(text: string, at: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
