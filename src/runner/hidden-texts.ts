/** So many texts are looked for one by one: the engine does that faster than we look at each character. */
const maxOneByOne = 200;

/** A text is filed under so many characters of its beginning, or under all of it. */
const maxHead = 8;

/** Of how many texts in one place of the file each is looked at; more are filed once more, by length. */
const maxChain = 32;

const stars = '***';

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
  /** Of crowded places in the file: the texts by their lengths. */
  readonly #crowds = new Map<number, Map<number, Map<string, number>>>();

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
      if (known === undefined) places.set(number, [at]);
      else known.push(at);
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
  #cut(whole: string, places: ReadonlyMap<number, readonly number[]>): string {
    const taken = new Uint8Array(whole.length);
    const cuts: { readonly at: number; readonly end: number }[] = [];
    for (const number of this.#numbersInOrder(places.keys()))
      for (const at of places.get(number) ?? []) {
        const end = at + this.#text(number).length;
        // What was taken is as long at least, so that it reaches over one of the ends.
        if (taken[at] === 1 || taken[end - 1] === 1) continue;
        taken.fill(1, at, end);
        cuts.push({ at, end });
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

  /** @returns the texts of a place in the file that begin at a place in `whole` */
  #at(place: number, whole: string, at: number): number[] {
    const found: number[] = [];
    let steps = 0;
    for (let last = this.#last[place] ?? 0; last > 0; last = this.#before[last - 1] ?? 0) {
      if (++steps > maxChain) return this.#inCrowd(place, whole, at);
      if (whole.startsWith(this.#text(last - 1), at)) found.push(last - 1);
    }
    return found;
  }

  #inCrowd(place: number, whole: string, at: number): number[] {
    const crowd = this.#crowds.get(place) ?? new Map<number, Map<string, number>>();
    if (crowd.size === 0)
      for (let last = this.#last[place] ?? 0; last > 0; last = this.#before[last - 1] ?? 0) {
        const text = this.#text(last - 1);
        const alike = crowd.get(text.length) ?? new Map<string, number>();
        // The earliest one comes last.
        crowd.set(text.length, alike.set(text, last - 1));
      }
    this.#crowds.set(place, crowd);
    return [...crowd].flatMap(([length, alike]) => alike.get(whole.slice(at, at + length)) ?? []);
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
    }
    for (; this.#filed < many; this.#filed++) {
      const text = this.#text(this.#filed);
      const head = Math.min(text.length, maxHead);
      const place = hashOf(text, 0, head) & (this.#last.length - 1);
      this.#before[this.#filed] = this.#last[place] ?? 0;
      this.#last[place] = this.#filed + 1;
      this.#heads.add(head);
      this.#crowds.delete(place);
    }
  }
}

function inTurn(whole: string, texts: readonly string[]): string {
  return texts.reduce((rest, text) => rest.replaceAll(text, stars), whole);
}

/** FNV-1a, of a few characters. */
function hashOf(text: string, at: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = at; i < at + length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}
