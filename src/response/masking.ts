import type { Head } from '../errors/outcome.ts';
import { Failure } from '../failure.ts';
import { leavesOf, parseJson } from '../json.ts';
import { ManySecrets } from '../runner/many-secrets.ts';
import type { Runner } from '../runner/runner.ts';
import type { Expression } from './expression.ts';

/** Shorter texts would star the whole log. */
const shortest = 4;

/** So many are handed over at once: a call takes no more arguments than fit on the stack. */
const atOnce = 1000;

/** More of them are not looked for one after the other. */
const maxListed = 50;

/** More of them would take all memory, in the many spellings that are hidden. */
const maxMasked = 500_000;

/**
 * Masks every string that a step's `mask` finds in a response, before any of that response is shown.
 * @param data the response's JSON
 * @returns what was masked, and a warning for each expression that found nothing to mask
 * @throws Failure when an expression fails, or finds more strings than a step can mask
 */
export type Mask = (data: unknown) => Masked;

export interface Masked {
  /** Each line that was masked, trimmed. */
  readonly lines: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/** @returns the mask of a step; it counts what it has masked, since each poll may find other strings */
export function maskOf(runner: Runner, expressions: readonly Expression[]): Mask {
  const masked = new Set<string>();
  return (data) => {
    const found = expressions.map((expression) => maskOne(runner, masked, expression, data));
    return {
      lines: new Set(found.flatMap(({ lines }) => lines)),
      warnings: found.flatMap(({ warning }) => warning ?? []),
    };
  };
}

function maskOne(
  runner: Runner,
  masked: Set<string>,
  expression: Expression,
  data: unknown,
): { readonly lines: readonly string[]; readonly warning?: string } {
  const name = JSON.stringify(expression.text);
  // The runner masks line by line, so each has to be long enough.
  const all = [...leavesOf(expression.evaluate(data))]
    .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
    .map((line) => line.trim());
  const lines = all.filter((line) => line.length >= shortest);
  const fresh = new Set(lines.filter((line) => !masked.has(line)));
  if (masked.size + fresh.size > maxMasked)
    throw new Failure(
      `${name} finds ${String(fresh.size)} strings to mask besides ${String(masked.size)} that this step ` +
        `has masked, and a step can mask no more than ${String(maxMasked)}`,
    );
  if (masked.size <= maxListed && masked.size + fresh.size > maxListed)
    runner.findSecretsIn(new ManySecrets());
  for (const line of fresh) masked.add(line);
  setSecrets(runner, lines);
  const doubt = expression.hint === undefined ? '' : `. ${expression.hint}`;
  if (all.length === 0)
    return {
      lines,
      warning: `mask: ${name} gives no string in this response, so nothing was masked${doubt}`,
    };
  if (lines.length === all.length) return { lines };
  return {
    lines,
    warning:
      `mask: ${name} gives a string, or a line of one, of fewer than ${String(shortest)} characters, ` +
      'which is not masked: it would hide parts of the whole log',
  };
}

/** Masks what a server may send by the thousand. */
export function maskMany(runner: Runner, texts: readonly string[]): void {
  if (texts.length > maxListed) runner.findSecretsIn(new ManySecrets());
  setSecrets(runner, texts);
}

function setSecrets(runner: Runner, texts: readonly string[]): void {
  for (let at = 0; at < texts.length; at += atOnce)
    runner.setSecret(...texts.slice(at, at + atOnce));
}

/**
 * What may be told of an answer whose body is no success: with a mask to apply, only JSON that it has
 * been applied to.
 * @param mask undefined where nothing is to be masked
 * @returns undefined when no word of it may be told
 */
export function showableText(text: string | undefined, mask: Mask | undefined): string | undefined {
  if (mask === undefined || text === undefined) return text;
  const json = parseJson(text);
  if (json === undefined) return undefined;
  try {
    mask(json.value);
    return text;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** Headers whose addresses may be on another origin. */
const addresses = ['location', 'content-location'] as const;

/** Shorter values sign nothing, and would star the log. */
const minSignatureLength = 8;

/**
 * Masks what may sign an address on another origin: the outputs hold it, and debug mode prints them.
 * @param base the address that answered
 * @param origin the tenant's
 */
export function maskSignatures(runner: Runner, { headers }: Head, base: URL, origin: string): void {
  const values = addresses.flatMap((name) => {
    const address = headers[name];
    const url = address === undefined ? null : URL.parse(address, base.href);
    return url === null || url.origin === origin ? [] : signatureValuesIn(url);
  });
  maskMany(
    runner,
    values.filter((value) => value.length >= minSignatureLength),
  );
}

/** What an address holds besides a place, as it is written and as it is meant. */
function signatureValuesIn({ search, hash, username, password }: URL): string[] {
  const parts = [search, hash].map((part) => part.slice(1));
  const written = parts.flatMap((part) => part.split('&'));
  return [
    ...written.map((pair) => pair.slice(pair.indexOf('=') + 1)),
    ...parts.flatMap((part) => [...new URLSearchParams(part).values()]),
    username,
    password,
  ];
}
