/** Spellings in which a secret is still a secret, whoever hides them or not. */
const spellings: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  plain: (secret) => [secret],
  base64: (secret) => base64Cores(secret),
  base64url: (secret) => base64Cores(secret).map(urlSafe),
  hex: (secret) => [hex(secret), hex(secret).toUpperCase()],
  uri: (secret) => {
    const lax = encodeURIComponent(secret.toWellFormed());
    const strict = lax.replace(/[!'()*]/g, (char) => `%${hex(char).toUpperCase()}`);
    const lower = (text: string) => text.replace(/%../g, (escape) => escape.toLowerCase());
    return [lax, strict, lower(lax), lower(strict)];
  },
  json: (secret) => [JSON.stringify(secret).slice(1, -1)],
};

/**
 * Looks for a secret in text, in forms that the runner would hide and in those that it would not.
 *
 * @param text anything that people may read
 * @param secret 8 characters or more: shorter ones are found everywhere
 * @returns the names of the forms in which it is there; empty when it is safe
 */
export function leaks(text: string, secret: string): string[] {
  if (secret.length < 8) throw new Error('Too short a secret to be looked for');
  return Object.entries(spellings)
    .filter(([, spell]) => spell(secret).some((spelling) => text.includes(spelling)))
    .map(([name]) => name);
}

/**
 * The part of a base64 text that depends on the secret alone, for each place in a group of three
 * bytes where the secret may begin. Without the last character, which depends on what comes after,
 * and so without padding.
 */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const whole = (before + bytes.length) % 3 === 0;
    const core = encoded.slice(before === 0 ? 0 : before + 1, whole ? undefined : -1);
    return core.replaceAll('-', '+').replaceAll('_', '/');
  });
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function hex(secret: string): string {
  return Buffer.from(secret).toString('hex');
}
