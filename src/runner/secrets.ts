import { safeLines } from './text.ts';

/**
 * Keeps the secrets of this step out of our own log. The runner masks a secret and its base64, URI and
 * JSON forms, but not base64url, unpadded base64 or hex; a server that echoes a credential may use any.
 */

/** Encoded forms of shorter secrets, in UTF-16 units, are not masked: they would match by accident. */
const minEncoded = 8;

/** Shorter lines of a private key or certificate are not masked: they would hide parts of the whole log. */
export const minLine = 8;

/** The digits of secrets are joined into texts of about this length, in UTF-16 units. */
const maxDigits = 1024 * 1024;

/** A trace id at the end of an error of ours: see errors/outcome.ts for what may be one. */
const traceIdSuffix = / ?\(traceId ([\da-f-]{8,64})\)/giu;

/**
 * The first and last line of a PEM text (RFC 7468), also if dashes are missing. Each repetition has a
 * bound: without one, long runs of dashes or words would take quadratic time.
 */
const pemBoundary =
  /-----(?:BEGIN|END) [A-Z\d ]{1,80}-----|-{0,9}\b(?:BEGIN|END) (?:[A-Z\d]{1,20} ){0,6}?(?:KEY|CERTIFICATE|PARAMETERS)\b-{0,9}/gu;

const xml: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Texts that percent-encoding, JSON and XML do not change: most of those that come by the thousand. */
const plain = /^[\w.~-]*$/u;

/**
 * @param secret one secret, without line breaks
 * @returns the secret and its encoded forms, all of which have to be hidden
 */
export function spellings(secret: string): string[] {
  if (secret.length < minEncoded) return [secret];
  // With up to two bytes before it, the secret can begin anywhere in a base64 group of three bytes.
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

/** Characters that RFC 3986 encodes and `encodeURIComponent` does not. */
const lenient = /[!'()*]/gu;

/** Percent-encoded as by JavaScript, by RFC 3986 and by forms, each with hex digits in either case. */
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
 * The part of a base64 text that depends only on the secret, if `shift` bytes of a longer text precede
 * the secret in its first group of three bytes.
 * @param bytes two bytes, and then those of the secret
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
 * @returns what to mask: the secret itself if it is one line; each of its lines that is long enough;
 *   and for a PEM text on one line, with `\\n` or nothing for its line breaks, its original lines.
 *   The first and last line of a PEM text are not secret: masks would hide every mention of them.
 */
export function maskable(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/u);
  const isPem = secret.search(pemBoundary) !== -1;
  const whole =
    lines.length === 1 ? lines.filter((line) => line.replace(pemBoundary, '') !== '') : [];
  if (lines.length === 1 && !isPem) return whole;
  const parts = lines
    .flatMap((line) => line.split(/(?:\\r)?\\n/u))
    .flatMap((line) => {
      const bare = line.replace(pemBoundary, '\n');
      return bare === line ? [line] : bare.split(/\s+/u);
    })
    .map((line) => line.trim())
    .filter((line) => line.length >= minLine);
  return [...whole, ...parts];
}

/** Finds texts one after the other, which is fast as long as there are few. */
export class SpellingList {
  /** The longest first, since one may contain another; undefined until they are sorted again. */
  #sorted: readonly string[] | undefined;
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text !== '') this.#texts.add(text);
    this.#sorted = undefined;
  }

  /** Whether `whole` contains any of them. */
  isIn(whole: string): boolean {
    return this.#inOrder().some((text) => whole.includes(text));
  }

  /** @returns `whole` with each of them replaced by stars */
  takeOut(whole: string): string {
    return this.#inOrder().reduce((rest, text) => rest.replaceAll(text, '***'), whole);
  }

  #inOrder(): readonly string[] {
    return (this.#sorted ??= [...this.#texts].sort((a, b) => b.length - a.length));
  }
}

/** Removes secrets, in all their encoded forms, from text. */
export class Redactor {
  readonly #secrets = new Set<string>();
  /** Secrets that are not in the list yet: thousands may come before anything is logged. */
  #unlisted: string[] = [];
  #list = new SpellingList();
  /** The hex digits of secrets, of which a trace id may be a part, joined into a few long texts. */
  readonly #digits = [''];
  /** Secrets whose digits are not in there yet. */
  #undigested: string[] = [];

  /** @returns whether the secret is new */
  add(secret: string): boolean {
    if (this.#secrets.has(secret)) return false;
    this.#secrets.add(secret);
    this.#unlisted.push(secret);
    this.#undigested.push(secret);
    return true;
  }

  /** Uses another list from now on. @param list an empty one */
  useList(list: SpellingList): void {
    this.#list = list;
    this.#unlisted = [...this.#secrets];
  }

  /** @returns whether the text contains a secret, in any of its forms */
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

  /** Removes a trace id that is a part of a secret: a server may choose it so, and no mask would match. */
  #withoutFalseIds(text: string): string {
    return text.replace(traceIdSuffix, (suffix, id: string) => {
      const digits = id.replaceAll('-', '').toLowerCase();
      return digits !== '' && this.#hasDigits(digits) ? '' : suffix;
    });
  }

  #hasDigits(id: string): boolean {
    for (const secret of this.#undigested) {
      const last = this.#digits.at(-1) ?? '';
      // The spaces keep an id from matching across two secrets.
      const digits = `${digitRuns(secret)} ${Buffer.from(secret).toString('hex')} `;
      if (last.length > maxDigits) this.#digits.push(digits);
      else this.#digits[this.#digits.length - 1] = last + digits;
    }
    this.#undigested = [];
    return this.#digits.some((digits) => digits.includes(id));
  }
}

/** The runs of hex digits in a secret, of which a trace id may be a part, separated by spaces. */
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
