import { HiddenTexts } from './hidden-texts.ts';
import { safeLines } from './safe-text.ts';

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

/** Removes secrets, in all their spellings, from text. */
export class Redactor {
  readonly #given = new Set<string>();
  /** Those whose spellings are not made yet: they may come by the thousand before a word is said. */
  #fresh: string[] = [];
  readonly #hidden: HiddenTexts;
  /** The digits of the secrets, and the secrets whose digits are not there yet: few texts tell an id. */
  readonly #digits: string[] = [];
  #undigested: string[] = [];

  /** @param hidden as a test has it */
  constructor(hidden = new HiddenTexts()) {
    this.#hidden = hidden;
  }

  /** @returns whether it is a new one */
  add(secret: string): boolean {
    if (this.#given.has(secret)) return false;
    this.#given.add(secret);
    this.#fresh.push(secret);
    this.#undigested.push(secret);
    return true;
  }

  /** @returns whether a secret is in the text, in any of its spellings */
  finds(text: string): boolean {
    return this.#spelled().areIn(text);
  }

  clean(text: string): string {
    return this.#spelled().takenOutOf(
      text.includes('(traceId ') ? this.#withoutFalseIds(text) : text,
    );
  }

  #spelled(): HiddenTexts {
    for (const secret of this.#fresh)
      for (const spelling of spellings(secret)) this.#hidden.add(spelling);
    this.#fresh = [];
    return this.#hidden;
  }

  /** A trace id is the server's word: it may be a piece of a secret, which no mask would find. */
  #withoutFalseIds(text: string): string {
    return text.replace(toldTraceId, (told, id: string) => {
      const digits = id.replaceAll('-', '').toLowerCase();
      const isPiece = digits !== '' && this.#secretDigits().some((some) => some.includes(digits));
      return isPiece ? '' : told;
    });
  }

  #secretDigits(): readonly string[] {
    if (this.#undigested.length === 0) return this.#digits;
    let last = this.#digits.pop() ?? '';
    for (const secret of this.#undigested) {
      if (last.length > maxDigits) {
        this.#digits.push(last);
        last = '';
      }
      // No id is found across what lies between.
      last += `${digitRuns(secret)} ${Buffer.from(secret).toString('hex')} `;
    }
    this.#digits.push(last);
    this.#undigested = [];
    return this.#digits;
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
 *   first, since what is made harmless is not spelled as the secret any more, and once more after
 *   that, since it may be spelled so only now.
 */
export function cleaning(redactor: Redactor): (text: string) => string {
  return (text) => redactor.clean(safeLines(redactor.clean(text)));
}
