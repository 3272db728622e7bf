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

/** The first and the last line of a PEM text, and what is left of them where dashes are missing. */
const armour =
  /-----(?:BEGIN|END) [A-Z\d ]+-----|-*\b(?:BEGIN|END) (?:[A-Z\d]+ )*?(?:KEY|CERTIFICATE|PARAMETERS)\b-*/gu;

const xml: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * @param secret one secret, without line breaks
 * @returns every spelling of it that is to be hidden
 */
export function spellings(secret: string): string[] {
  if (secret.length < shortestEncoded) return [secret];
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  return [
    secret,
    secret.toWellFormed(),
    ...[0, 1, 2].flatMap((shift) => base64Core(bytes, shift)),
    hex,
    hex.toUpperCase(),
    ...percentEncoded(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/gu, (char) => xml[char] ?? char),
  ];
}

/** As JavaScript encodes, as RFC 3986 and as forms do, each with digits in either case. */
function percentEncoded(secret: string): string[] {
  const lax = encodeURIComponent(secret);
  const strict = lax.replace(/[!'()*]/gu, (char) => `%${Buffer.from(char).toString('hex')}`);
  return [lax, strict, lax.replaceAll('%20', '+'), strict.replaceAll('%20', '+')].flatMap(
    (text) => [
      text.replace(/%../gu, (escape) => escape.toUpperCase()),
      text.replace(/%../gu, (escape) => escape.toLowerCase()),
    ],
  );
}

/**
 * The part of a base64 text that depends on the secret alone, wherever in a longer text it begins:
 * `shift` bytes go before it in its first group of three.
 */
function base64Core(bytes: Buffer, shift: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const core = encoded.slice(shift === 0 ? 0 : shift + 1).replace(/.?=+$/u, '');
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
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
  /** The longest first: a secret may hold another one. */
  #hidden: string[] = [];

  /** @returns whether it is a new one */
  add(secret: string): boolean {
    if (this.#given.has(secret)) return false;
    this.#given.add(secret);
    const all = new Set([...this.#hidden, ...spellings(secret)]);
    all.delete('');
    this.#hidden = [...all].sort((a, b) => b.length - a.length);
    return true;
  }

  /** @returns whether a secret is in the text, in any of its spellings */
  finds(text: string): boolean {
    return this.#hidden.some((hidden) => text.includes(hidden));
  }

  clean(text: string): string {
    return this.#hidden.reduce((rest, hidden) => rest.replaceAll(hidden, '***'), text);
  }
}

/**
 * @returns what makes text from anywhere fit for the log: no secret in it, and no command. Secrets go
 *   first, since what is made harmless is not spelled as the secret any more, and once more after
 *   that, since it may be spelled so only now.
 */
export function cleaning(redactor: Redactor): (text: string) => string {
  return (text) => redactor.clean(safeLines(redactor.clean(text)));
}
