import fc from 'fast-check';

/** Texts with a meaning for one of the parsers, for fast-check to combine. */
const pieces = {
  path: [
    ...['/', '//', '\\', '.', '..', '...', '%2e', '%2E%2e', '%252e', '%2f', '%5C', '%255c', ';'],
    ...['@', ':', '#', '?', '&', '=', '%', '%0', '%00', '%0a', '%250d', ' ', '%20', '\t', '\u00a0'],
    ...['https:', 'https://', 'HTTPS://acme.example', 'acme.example', 'evil.example', 'http://'],
    ...['javascript:', 'user:pass', 'api', 'v1', 'a b', 'ä', '\ud800', '\ufeff', '\u2028', '。'],
  ],
  log: [
    ...['::', ':', '##[', '##', '#', '[', ']', '\n', '\r', '\r\n', '\t', '\v', '\u0085', '\u2028'],
    ...['\u2029', '\u200b', '\ufeff', '\u3000', '\u1680', '\u202e', '\u0000', '\u001b[2J', ' '],
    ...['set-env name=PATH::', 'add-mask::', 'stop-commands::', 'error', '%0A', '\ud800', '😀'],
  ],
  headers: [
    ...[':', ': ', '\n', '\r', '\r\n', '\u0085', '\u2028', '\0', '\t', ' ', ',', ';', '"', '\x7f'],
    ...['X-A', 'x-a', 'Host', 'authorization', 'Content-Length', 'Transfer-Encoding', 'CONNECTION'],
    ...['__proto__', 'constructor', 'Trailer', 'Expect', 'Upgrade', 'é', '中', '\ud800', '\x80'],
  ],
} as const;

/** Text made of what is dangerous in one place, and of anything else. */
export function hostileText(kind: keyof typeof pieces, mostPieces = 8): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { arbitrary: fc.constantFrom(...pieces[kind]), weight: 4 },
    { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }), weight: 1 },
    { arbitrary: fc.string({ maxLength: 4 }), weight: 1 },
  );
  return fc.array(piece, { maxLength: mostPieces }).map((parts) => parts.join(''));
}

/** Typical secrets, and some unusual ones. `*` is what masks consist of. */
export const secret: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom(...Array.from('abcXYZ019-_')),
      minLength: 16,
      maxLength: 40,
    }),
    fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 20 }),
    fc.tuple(hostileText('log', 3), fc.constant('secret-0123')).map((parts) => parts.join('')),
  )
  .map((text) =>
    text
      .replaceAll('*', '+')
      .replace(/[\r\n]/gu, ' ')
      .trim()
      .toWellFormed(),
  )
  .filter((text) => text.length >= 8);

/** Bytes before or after a secret that are encoded together with it. */
const around = fc.string({ unit: 'binary-ascii', maxLength: 4 });

/** The forms in which a server can echo a secret, each as a function. */
export function spelled(text: fc.Arbitrary<string>): fc.Arbitrary<[secret: string, echo: string]> {
  const percent = (char: string): string =>
    `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  const strict = (plain: string): string => encodeURIComponent(plain).replace(/[!'()*]/gu, percent);
  const lower = (encoded: string): string => encoded.replace(/%../gu, (one) => one.toLowerCase());
  const forms: ((plain: string, before: string, after: string) => string)[] = [
    (plain, before, after) => before + plain + after,
    (plain, before, after) => Buffer.from(before + plain + after).toString('base64'),
    (plain, before, after) => Buffer.from(before + plain + after).toString('base64url'),
    (plain, before, after) =>
      Buffer.from(before + plain + after)
        .toString('base64')
        .replaceAll('=', ''),
    (plain, before, after) => Buffer.from(before + plain + after).toString('hex'),
    (plain, before, after) =>
      Buffer.from(before + plain + after)
        .toString('hex')
        .toUpperCase(),
    (plain, before, after) => encodeURIComponent(before + plain + after),
    (plain, before, after) => strict(before + plain + after),
    (plain, before, after) => lower(strict(before + plain + after)),
    (plain, before, after) => JSON.stringify(before + plain + after),
  ];
  return fc
    .tuple(text, fc.constantFrom(...forms), around, around)
    .map(([plain, form, before, after]) => [plain, form(plain, before, after)]);
}

/** .NET's `Char.IsWhiteSpace`, which is what the runner trims from the start of a line. */
const netWhiteSpace = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;

/**
 * Lines that GitHub's runner may take for a workflow command, as its `ActionCommand` parses them:
 * `TryParseV2` trims the start and expects `::`, `TryParse` finds `##[` anywhere.
 */
export function commandsIn(text: string): string[] {
  return text.split(/\r\n|\r|\n/u).filter((line) => {
    const rest = line.replace(netWhiteSpace, '');
    return rest.startsWith('::') || line.includes('##[');
  });
}
