import type { Head } from '../errors/outcome.ts';
import { Failure } from '../failure.ts';
import { leavesOf, parseJson } from '../json.ts';
import { ManySecrets } from '../runner/many-secrets.ts';
import type { Runner } from '../runner/runner.ts';
import type { Expression } from './expression.ts';

/** Masking shorter strings would fill the log with stars. */
const minLength = 4;

/** Secrets to set in one call: all of its arguments have to fit on the stack. */
const batchSize = 1000;

/** With more secrets than this, searching for each in turn would take too long. */
const maxListed = 50;

/** Every spelling of a secret is hidden, so that more of them would use up the memory. */
const maxMasked = 500_000;

/**
 * Masks every string that a step's `mask` finds in a response, before any of that response is shown.
 * @param data the response's JSON
 * @returns what was masked, and a warning for each expression that found nothing to mask
 * @throws Failure when an expression fails, or finds more strings than a step can mask
 */
export type Mask = (data: unknown) => Masked;

interface Masked {
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
  // The runner masks line by line, so each line has to be long enough.
  const all = [...leavesOf(expression.evaluate(data))]
    .flatMap((leaf) => (typeof leaf === 'string' ? leaf.split(/\r\n|\r|\n/u) : []))
    .map((line) => line.trim());
  const lines = all.filter((line) => line.length >= minLength);
  const fresh = new Set(lines.filter((line) => !masked.has(line)));
  if (masked.size + fresh.size > maxMasked)
    throw new Failure(
      `${name} finds ${String(fresh.size)} strings to mask in addition to the ${String(masked.size)} that this step ` +
        `has already masked, but a step can mask at most ${String(maxMasked)}`,
    );
  if (masked.size <= maxListed && masked.size + fresh.size > maxListed)
    runner.findSecretsIn(new ManySecrets());
  for (const line of fresh) masked.add(line);
  setSecrets(runner, lines);
  const hint = expression.hint === undefined ? '' : `. ${expression.hint}`;
  if (all.length === 0)
    return {
      lines,
      warning: `mask: ${name} finds no string in this response, so nothing was masked${hint}`,
    };
  if (lines.length === all.length) return { lines };
  return {
    lines,
    warning:
      `mask: ${name} finds a string, or a line of one, with fewer than ${String(minLength)} characters, ` +
      'which is not masked, since that would hide parts of the whole log',
  };
}

/** Masks strings that a server may send by the thousand. */
export function maskMany(runner: Runner, texts: readonly string[]): void {
  if (texts.length > maxListed) runner.findSecretsIn(new ManySecrets());
  setSecrets(runner, texts);
}

function setSecrets(runner: Runner, texts: readonly string[]): void {
  for (let at = 0; at < texts.length; at += batchSize)
    runner.setSecret(...texts.slice(at, at + batchSize));
}

/**
 * How much of the body of an unsuccessful response may be shown: if the step masks anything, only JSON
 * to which the mask has been applied.
 * @returns undefined if none of the text may be shown
 */
export function safeToShow(text: string | undefined, mask: Mask | undefined): string | undefined {
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

/** Headers that may hold a URL on another origin. */
const urlHeaders = ['location', 'content-location'] as const;

/** Shorter values cannot be signatures, and would fill the log with stars. */
const minSignatureLength = 8;

/**
 * Masks values that may be the signature of a URL on another origin: the outputs contain that URL, and
 * the runner's debug mode prints outputs.
 * @param base the URL of the response, for relative addresses
 * @param origin the tenant's
 */
export function maskSignatures(runner: Runner, { headers }: Head, base: URL, origin: string): void {
  const values = urlHeaders.flatMap((name) => {
    const address = headers[name];
    const url = address === undefined ? null : URL.parse(address, base.href);
    return url === null || url.origin === origin ? [] : signatureValuesIn(url);
  });
  maskMany(
    runner,
    values.filter((value) => value.length >= minSignatureLength),
  );
}

/** The values in a URL's query, fragment and user info, both as written and decoded. */
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
