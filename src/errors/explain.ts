import { STATUS_CODES } from 'node:http';
import { inBrief } from '../runner/text.ts';
import { isRecord, parseJson, textIn } from '../json.ts';
import { type ErrorAnswer, nameOf, type Target, traceId, traceIdOf } from './outcome.ts';

/** How many characters of a server's own words an error shows. */
const maxWordsLength = 500;

/** How many errors of one response are shown. */
const maxErrors = 3;

/** What a server says about an error. */
export interface Problem {
  /** Error codes such as `OAUTH-14` or `invalid_client`. */
  readonly codes: readonly string[];
  readonly words: string;
  readonly traceId?: string | undefined;
}

/**
 * Puts an error response into one line: `POST /api/v1/reloads: 403 Forbidden: RELOADS-003 You do not
 * have permission (traceId 0af…)`.
 * @param clean removes secrets. The text is shortened only after that, since nothing would mask half a
 *   secret
 */
export function explain(
  request: Target,
  answer: ErrorAnswer,
  clean: (text: string) => string,
): string {
  // Secrets are removed first, since any change to the text could hide them, and again at the end.
  const problem = readProblem(answer.text === undefined ? undefined : clean(answer.text));
  const words = inBrief(joined([answer.note, problem.words], '; '), maxWordsLength, clean);
  const trace = problem.traceId ?? traceIdOf(answer.headers);
  const status = `${String(answer.status)} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  return (
    joined([nameOf(request), status, words]) + (trace === undefined ? '' : ` (traceId ${trace})`)
  );
}

/**
 * Reads an error in any of the forms that Qlik, its gateways and OAuth servers use.
 * @param text the body; undefined when it is not text
 */
export function readProblem(text: string | undefined): Problem {
  if (text === undefined) return { codes: [], words: '' };
  const body = parseJson(text);
  if (body === undefined) return { codes: [], words: withoutTags(text) };
  for (const read of readers) {
    const problem = read(body.value);
    if (problem !== undefined) return problem;
  }
  // JSON in none of these forms is not shown: it may contain anything, such as a token.
  return { codes: [], words: '' };
}

/** One reader for each form. The first that finds an error is used, so the most detailed come first. */
const readers: readonly ((body: unknown) => Problem | undefined)[] = [
  // Qlik: {"errors":[{code,title,detail}],"traceId"}
  (body) => (isRecord(body) ? fromList(body.errors, body.traceId) : undefined),
  // data connections: a bare array
  (body) => fromList(body, undefined),
  // OAuth: {error,error_description}, RFC 6749 section 5.2; others: {"error":{code,title,detail}}
  (body) => {
    if (!isRecord(body)) return undefined;
    const error = textIn(body, 'error');
    if (error === undefined)
      return isRecord(body.error) ? fromList([body.error], body.traceId) : undefined;
    const description = textIn(body, 'error_description') ?? textIn(body, 'message');
    return { codes: [error], words: joined([error, description, fieldsIn(body)]) };
  },
  // spaces, extensions: {code,title,detail} at the top level; gateways: {"message":"…"}; some add the
  // invalid fields: {"message":"…","errors":{"name":["too long"]}}
  (body) => {
    if (!isRecord(body)) return undefined;
    const problem = fromList([body], body.traceId);
    const words = joined([problem?.words, fieldsIn(body)]);
    return words === '' ? undefined : { codes: [], ...problem, words };
  },
];

function fromList(list: unknown, trace: unknown): Problem | undefined {
  if (!Array.isArray(list)) return undefined;
  const errors = list.filter(isRecord).slice(0, maxErrors);
  const words = joined(errors.map(wordsOf), '; ');
  if (words === '') return undefined;
  const codes = errors.flatMap((error) => textIn(error, 'code') ?? []);
  return { codes, words, traceId: traceId(trace) };
}

/**
 * The fields that may say more than the title; the first that does is used. Most services have
 * `detail`, data integration `details`, machine learning `issue`, tasks `context`.
 */
const details = ['detail', 'details', 'message', 'issue', 'context'];

/** Where themes, machine learning and tenants put it instead, and the errors that tasks wrap. */
const innerFields = ['meta', 'inner'];

/** Words one error: `A-1 Title: detail`. */
function wordsOf(error: Record<string, unknown>): string {
  const code = textIn(error, 'code') ?? '';
  const title = textIn(error, 'title') ?? textIn(error, 'message') ?? '';
  const inner = innerFields.flatMap((name) => {
    const inside = error[name];
    return (Array.isArray(inside) ? inside : [inside]).filter(isRecord);
  });
  const detail = [
    ...details.map((name) => textIn(error, name)),
    ...inner.map((inside) => wordsOf({ ...inside, meta: undefined, inner: undefined })),
  ].find((text) => text !== undefined && text !== '' && text !== title);
  return joined([`${code} ${title}`.trim(), detail]);
}

/** Words `errors` by field (`name: too long`), or a plain list of texts. */
function fieldsIn({ errors }: Record<string, unknown>): string {
  const named = isRecord(errors) ? Object.entries(errors) : [['', errors] as const];
  return named
    .flatMap(([name, value]) =>
      [value]
        .flat()
        .map((error: unknown) => (isRecord(error) ? wordsOf(error) : error))
        .filter((words) => typeof words === 'string' && words !== '')
        .map((words) => joined([name, String(words)])),
    )
    .slice(0, maxErrors)
    .join('; ');
}

function joined(parts: readonly (string | undefined)[], separator = ': '): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

/** The text of an HTML page, usually from a proxy. White space is left as it is. */
function withoutTags(text: string): string {
  return text
    .replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, ' ')
    .replace(/<[^<>]*>/gu, ' ');
}
