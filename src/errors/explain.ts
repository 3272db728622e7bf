import { STATUS_CODES } from 'node:http';
import { inBrief } from '../runner/text.ts';
import { isRecord, parseJson, textIn } from '../json.ts';
import { type ErrorAnswer, nameOf, type Target, traceId, traceIdOf } from './outcome.ts';

/** How much of a server's own words is told. */
const wordLimit = 500;

/** How many of several errors are told. */
const mostErrors = 3;

/** What a server said of an error. */
export interface Problem {
  /** Its codes, as in `OAUTH-14` or `invalid_client`. */
  readonly codes: readonly string[];
  readonly words: string;
  readonly traceId?: string | undefined;
}

/**
 * Puts an error answer into one line: `POST /api/v1/reloads: 403 Forbidden: RELOADS-003 You do not
 * have permission (traceId 0af…)`.
 * @param clean takes secrets out; the text is cut only after that, since half a secret is masked by nobody
 */
export function explain(
  request: Target,
  answer: ErrorAnswer,
  clean: (text: string) => string,
): string {
  // Secrets go before anything is changed, which could hide them from us, and after.
  const problem = readProblem(answer.text === undefined ? undefined : clean(answer.text));
  const words = inBrief(joined([answer.note, problem.words], '; '), wordLimit, clean);
  const trace = problem.traceId ?? traceIdOf(answer.headers);
  const status = `${String(answer.status)} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  return (
    joined([nameOf(request), status, words]) + (trace === undefined ? '' : ` (traceId ${trace})`)
  );
}

/**
 * Reads the forms in which Qlik, its gateways and OAuth servers tell an error.
 * @param text the body; undefined when it is no text
 */
export function readProblem(text: string | undefined): Problem {
  if (text === undefined) return { codes: [], words: '' };
  const body = parseJson(text);
  if (body === undefined) return { codes: [], words: withoutTags(text) };
  for (const read of readers) {
    const problem = read(body.value);
    if (problem !== undefined) return problem;
  }
  // JSON in no form of an error is a body, and may hold anything: a token, say.
  return { codes: [], words: '' };
}

/** One reader a form, in the order in which they are tried: what says the most comes first. */
const readers: readonly ((body: unknown) => Problem | undefined)[] = [
  // Qlik: {"errors":[{code,title,detail}],"traceId"}
  (body) => (isRecord(body) ? fromList(body.errors, body.traceId) : undefined),
  // data connections: a bare array
  (body) => fromList(body, undefined),
  // OAuth, RFC 6749 section 5.2; of others, the error is an object of its own
  (body) => {
    if (!isRecord(body)) return undefined;
    const error = textIn(body, 'error');
    if (error === undefined)
      return isRecord(body.error) ? fromList([body.error], body.traceId) : undefined;
    const description = textIn(body, 'error_description') ?? textIn(body, 'message');
    return { codes: [error], words: joined([error, description, fieldsIn(body)]) };
  },
  // spaces, extensions: {code,title,detail} at the top; gateways: {"message":"…"}; with the fields that are
  // wrong: {"message":"…","errors":{"name":["too long"]}}
  (body) => {
    if (!isRecord(body)) return undefined;
    const problem = fromList([body], body.traceId);
    const words = joined([problem?.words, fieldsIn(body)]);
    return words === '' ? undefined : { codes: [], ...problem, words };
  },
];

function fromList(list: unknown, trace: unknown): Problem | undefined {
  if (!Array.isArray(list)) return undefined;
  const errors = list.filter(isRecord).slice(0, mostErrors);
  const words = joined(errors.map(wordsOf), '; ');
  if (words === '') return undefined;
  const codes = errors.flatMap((error) => textIn(error, 'code') ?? []);
  return { codes, words, traceId: traceId(trace) };
}

/**
 * The fields that say more than the title does, the first of them that does: most services have
 * `detail`, data integration `details`, machine learning `issue`, tasks `context`.
 */
const details = ['detail', 'details', 'message', 'issue', 'context'];

/** Where some put it instead (themes, machine learning, tenants), and what an error may wrap (tasks). */
const insides = ['meta', 'inner'];

/** One error in words: `A-1 Title: detail`. */
function wordsOf(error: Record<string, unknown>): string {
  const code = textIn(error, 'code') ?? '';
  const title = textIn(error, 'title') ?? textIn(error, 'message') ?? '';
  const inner = insides.flatMap((name) => {
    const inside = error[name];
    return (Array.isArray(inside) ? inside : [inside]).filter(isRecord);
  });
  const detail = [
    ...details.map((name) => textIn(error, name)),
    ...inner.map((inside) => wordsOf({ ...inside, meta: undefined, inner: undefined })),
  ].find((text) => text !== undefined && text !== '' && text !== title);
  return joined([`${code} ${title}`.trim(), detail]);
}

/** What is wrong with which field (`name: too long`), or `errors` that are texts. */
function fieldsIn({ errors }: Record<string, unknown>): string {
  const named = isRecord(errors) ? Object.entries(errors) : [['', errors] as const];
  return named
    .flatMap(([name, said]) =>
      [said]
        .flat()
        .map((one: unknown) => (isRecord(one) ? wordsOf(one) : one))
        .filter((one) => typeof one === 'string' && one !== '')
        .map((one) => joined([name, String(one)])),
    )
    .slice(0, mostErrors)
    .join('; ');
}

function joined(parts: readonly (string | undefined)[], separator = ': '): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

/** The text of an HTML page (a proxy's, mostly), with its white space as it is. */
function withoutTags(text: string): string {
  return text
    .replace(/<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/gu, ' ')
    .replace(/<[^<>]*>/gu, ' ');
}
