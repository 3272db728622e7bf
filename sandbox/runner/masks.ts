/**
 * The spellings of a secret that GitHub's runner hides. It does not know base64url, hexadecimal or
 * base64 without its padding.
 */
const encoders: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  // Base64 of the whole, and of its tail where the secret begins inside a group of three bytes.
  (secret) => base64(secret, 0),
  (secret) => base64(secret, 1),
  (secret) => base64(secret, 2),
  // RFC 3986: also what encodeURIComponent leaves alone.
  (secret) => encodeURIComponent(secret.toWellFormed()).replace(/[!'()*]/g, percent),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => secret.replace(/[<>&"']/g, (char) => entities[char] ?? char),
  // As an argument on a command line, and inside a string of a workflow expression.
  (secret) => secret.replaceAll('"', '\\"'),
  (secret) => secret.replaceAll("'", "''"),
];

const entities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

function base64(secret: string, shift: number): string {
  const bytes = Buffer.from(secret);
  return bytes.subarray(bytes.length > shift ? shift : 0).toString('base64');
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** What the runner hides in all that it shows. */
export class Masks {
  readonly #hidden = new Set<string>();
  readonly #secrets = new Set<string>();

  /** @param secret is hidden as a whole, and each of its lines by itself */
  add(secret: string): void {
    for (const value of [secret, ...secret.split(/[\r\n]/)]) {
      if (value === '') continue;
      this.#secrets.add(value);
      for (const encode of encoders) this.#hidden.add(encode(value));
    }
  }

  /** All that was masked, as it was given and line by line. */
  get secrets(): string[] {
    return [...this.#secrets];
  }

  /** @returns the text with `***` in place of each secret; what overlaps or touches becomes one */
  apply(text: string): string {
    const marks = [...this.#hidden].flatMap((hidden) => occurrences(text, hidden));
    marks.sort((a, b) => a.from - b.from);
    let shown = '';
    let done = 0;
    for (const [i, { from, to }] of marks.entries()) {
      if (from > done || i === 0) shown += `${text.slice(done, from)}***`;
      done = Math.max(done, to);
    }
    return shown + text.slice(done);
  }
}

function occurrences(text: string, part: string): { from: number; to: number }[] {
  const found = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    found.push({ from: at, to: at + part.length });
  }
  return found;
}
