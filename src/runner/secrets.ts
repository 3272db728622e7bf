import { safeLines } from './text.ts';

/**
 * The secrets of this step, kept out of our own log. The runner masks a secret and its base64, URI
 * and JSON forms; base64url, unpadded base64 and hex it does not know, and a server that echoes a
 * credential may choose any of them.
 */

/** Shorter texts are masked as they are: their encoded forms would match by accident. */
const shortestEncoded = 8;

/** A private key or a certificate has short lines: one of them, masked, would star the whole log. */
export const minLine = 8;

/** The digits of many secrets are kept in texts of about so many characters. */
const maxDigits = 1024 * 1024;

/** How our lines end that tell a trace id: see errors/explain.ts for what may be one. */
const toldTraceId = / ?\(traceId ([\da-f-]{8,64})\)/giu;

/**
 * The first and the last line of a PEM text, and what is left of them where dashes are missing. Nothing
 * in it repeats without a bound: a run of dashes or of words would be looked at again from each of them.
 */
const armour =
  /-----(?:BEGIN|END) [A-Z\d ]{1,80}-----|-{0,9}\b(?:BEGIN|END) (?:[A-Z\d]{1,20} ){0,6}?(?:KEY|CERTIFICATE|PARAMETERS)\b-{0,9}/gu;

const xml: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What is spelled so in percent-encoding, JSON and XML too: most of what is masked by the thousand. */
const plain = /^[\w.~-]*$/u;

/**
 * @param secret one secret, without line breaks
 * @returns every spelling of it that is to be hidden
 */
export function spellings(secret: string): string[] {
  if (secret.length < shortestEncoded) return [secret];
  // With two bytes before it, it can begin at each place of a group of three.
  const bytes = Buffer.from(`\0\0${secret}`);
  const hex = bytes.toString('hex', 2);
  const encoded = [
    ...base64Core(bytes, 0),
    ...base64Core(bytes, 1),
    ...base64Core(bytes, 2),
    hex,
    hex.toUpperCase(),
  ];
  if (plain.test(secret)) return [secret, ...encoded];
  const wellFormed = secret.toWellFormed();
  const others = [
    ...percentEncoded(wellFormed),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/gu, (char) => xml[char] ?? char),
  ];
  return [...new Set([secret, wellFormed, ...encoded, ...others])];
}

/** What RFC 3986 encodes, and JavaScript does not. */
const lenient = /[!'()*]/gu;

/** As JavaScript encodes, as RFC 3986 and as forms do, each with digits in either case. */
function percentEncoded(secret: string): string[] {
  const lax = encodeURIComponent(secret);
  const strict = lax.replace(lenient, (char) => `%${Buffer.from(char).toString('hex')}`);
  const ways = strict === lax ? [lax] : [lax, strict.replace(/%../gu, upper)];
  const asForms = ways
    .filter((way) => way.includes('%20'))
    .map((way) => way.replaceAll('%20', '+'));
  return [...ways, ...asForms].flatMap((way) =>
    /%\w?[A-F]/u.test(way) ? [way, way.replace(/%../gu, lower)] : [way],
  );
}

function upper(text: string): string {
  return text.toUpperCase();
}

function lower(text: string): string {
  return text.toLowerCase();
}

/**
 * The part of a base64 text that depends on the secret alone, wherever in a longer text it begins:
 * `shift` bytes go before it in its first group of three.
 * @param bytes the secret's, with two more before them
 */
function base64Core(bytes: Buffer, shift: number): string[] {
  const encoded = bytes.toString('base64', 2 - shift);
  const padding = encoded.indexOf('=');
  const core = encoded.slice(
    shift === 0 ? 0 : shift + 1,
    padding === -1 ? undefined : Math.max(padding - 1, 0),
  );
  const url = core.replaceAll('+', '-').replaceAll('/', '_');
  return url === core ? [core] : [core, url];
}

/**
 * @param secret a secret that may have several lines
 * @returns what to mask: the secret itself when it is one line; each of its lines that is long enough;
 *   and of a PEM text on one line, its breaks written `\\n` or lost, the lines that it stands for.
 *   The armour of a PEM text is no secret: masked, it would star what others say of keys.
 */
export function maskable(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/u);
  const isPem = secret.search(armour) !== -1;
  const whole = lines.length === 1 ? lines.filter((line) => line.replace(armour, '') !== '') : [];
  if (lines.length === 1 && !isPem) return whole;
  const parts = lines
    .flatMap((line) => line.split(/(?:\\r)?\\n/u))
    .flatMap((line) => {
      const bare = line.replace(armour, '\n');
      return bare === line ? [line] : bare.split(/\s+/u);
    })
    .map((line) => line.trim())
    .filter((line) => line.length >= minLine);
  return [...whole, ...parts];
}

/** Texts that are looked for one after the other: the engine does that fast, as long as they are few. */
export class SpellingList {
  /** The longest first, since one may hold another; undefined when they are to be put in order. */
  #sorted: readonly string[] | undefined;
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text !== '') this.#texts.add(text);
    this.#sorted = undefined;
  }

  /** Whether one of them is in `whole`. */
  isIn(whole: string): boolean {
    return this.#inOrder().some((text) => whole.includes(text));
  }

  /** @returns `whole` with stars in place of each of them */
  takeOut(whole: string): string {
    return this.#inOrder().reduce((rest, text) => rest.replaceAll(text, '***'), whole);
  }

  #inOrder(): readonly string[] {
    return (this.#sorted ??= [...this.#texts].sort((a, b) => b.length - a.length));
  }
}

/** Removes secrets, in all their spellings, from text. */
export class Redactor {
  readonly #secrets = new Set<string>();
  /** Those that are not in the list yet: they may come by the thousand before a word is said. */
  #unlisted: string[] = [];
  #list = new SpellingList();
  /** What a trace id may be a piece of, in a few long texts, and the secrets that are not in there yet. */
  readonly #digits = [''];
  #undigested: string[] = [];

  /** @returns whether it is a new one */
  add(secret: string): boolean {
    if (this.#secrets.has(secret)) return false;
    this.#secrets.add(secret);
    this.#unlisted.push(secret);
    this.#undigested.push(secret);
    return true;
  }

  /** Looks for the secrets in another list from now on. @param list an empty one */
  lookIn(list: SpellingList): void {
    this.#list = list;
    this.#unlisted = [...this.#secrets];
  }

  /** @returns whether a secret is in the text, in any of its spellings */
  finds(text: string): boolean {
    return this.#listed().isIn(text);
  }

  clean(text: string): string {
    const list = this.#listed();
    return list.takeOut(text.includes('(traceId ') ? this.#withoutFalseIds(text) : text);
  }

  #listed(): SpellingList {
    for (const secret of this.#unlisted)
      for (const spelling of spellings(secret)) this.#list.add(spelling);
    this.#unlisted = [];
    return this.#list;
  }

  /** A trace id is the server's word: it may be a piece of a secret, which no mask would find. */
  #withoutFalseIds(text: string): string {
    return text.replace(toldTraceId, (told, id: string) => {
      const digits = id.replaceAll('-', '').toLowerCase();
      return digits !== '' && this.#hasDigits(digits) ? '' : told;
    });
  }

  #hasDigits(id: string): boolean {
    for (const secret of this.#undigested) {
      const last = this.#digits.at(-1) ?? '';
      // No id is found across what lies between.
      const digits = `${digitRuns(secret)} ${Buffer.from(secret).toString('hex')} `;
      if (last.length > maxDigits) this.#digits.push(digits);
      else this.#digits[this.#digits.length - 1] = last + digits;
    }
    this.#undigested = [];
    return this.#digits.some((digits) => digits.includes(id));
  }
}

/** What an id could be a piece of, with other characters as blanks. */
function digitRuns(secret: string): string {
  return secret
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/[^\da-f]+/gu, ' ');
}

/**
 * @returns what makes text from anywhere fit for the log: no secret in it, and no command. Secrets go
 *   first, because making a line safe may change how a secret in it is spelled, and once more after
 *   that, because the change may also spell one.
 */
export function cleaning(redactor: Redactor): (text: string) => string {
  return (text) => redactor.clean(safeLines(redactor.clean(text)));
}
