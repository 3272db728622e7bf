import { Failure } from '../failure.ts';
import { type Head, nameOf, type Target, traceId, traceIdOf } from '../errors/outcome.ts';
import { isRecord, textIn } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/text.ts';
import type { AcceptedStatuses, Json } from './answer.ts';

/**
 * The parts of a 207 (RFC 4918 section 13) that failed. Qlik has many forms of it, and paths change,
 * so that the body alone decides. Loaded only for a 207.
 */

/** How many failed parts are named, as far as an annotation has room for them. */
const maxNamed = 20;
const maxCharacters = 3000;

/** How much is said of one. */
const maxWords = 200;

/** How far into an error anybody looks: JSON.parse takes any depth, the stack does not. */
const maxDepth = 5;

/** Fields that only something that failed has; empty ones aside. */
const errorFields = [
  'error',
  'errors',
  'errorResponse',
  'errorMessage',
  'failedPatchError',
] as const;

/** What a part is known by, the best first. */
const names = [
  'subject',
  'sourceSubject',
  'email',
  'name',
  'id',
  'requestId',
  'qri',
  'path',
] as const;

/** Fields that hold what a part is about. */
const subjects = ['resource', 'operation'] as const;

/**
 * Looks for failed parts in the body of a 207.
 * @param json the body; what is to be masked in it is masked already
 * @returns undefined when no part failed, or those that did are accepted
 */
export function failureOfParts(
  request: Target,
  { headers }: Head,
  json: Json,
  accepted: AcceptedStatuses,
  clean: Runner['clean'],
): Failure | undefined {
  if (accepted.acceptsFailedParts || json.kind === 'empty') return undefined;
  const body = json.kind === 'json' ? json.value : undefined;
  const trace = traceId(isRecord(body) ? body.traceId : undefined) ?? traceIdOf(headers);
  const fail = (what: string, hint: string): Failure =>
    new Failure(
      `${nameOf(request)}: 207 Multi-Status: ${what}` +
        (trace === undefined ? '' : ` (traceId ${trace})`),
      { hint, topic: 'failed-parts' },
    );
  if (json.kind !== 'json') {
    const why = json.kind === 'too large' ? 'over 500 MiB' : 'not JSON';
    return fail(
      `the response is ${why}, so nobody can say whether a part failed`,
      'To take it all the same, set `accept-status: 207`',
    );
  }
  const parts = partsOf(body);
  const said = parts.flatMap((part, at) => {
    const words = wordsOf(part, accepted, clean);
    return words === undefined ? [] : [`${nameOfPart(part, at, clean)}: ${words}`];
  });
  const named = said.slice(0, maxNamed);
  while (named.join('; ').length > maxCharacters) named.pop();
  const left = said.length - named.length;
  const whole = wordsOf(body, accepted, clean);
  const failed = [
    ...(whole === undefined ? [] : [`failed in part: ${whole}`]),
    ...(said.length === 0
      ? []
      : [
          `${String(said.length)} of ${String(parts.length)} parts failed: ` +
            [...named, ...(left === 0 ? [] : [`and ${String(left)} more`])].join('; '),
        ]),
  ];
  if (failed.length === 0) return undefined;
  return fail(
    failed.join('; '),
    'What succeeded is done: `response` tells of each part. To let parts with a certain status pass, name ' +
      'it in `accept-status`; `accept-status: 207` lets all pass',
  );
}

/** The parts: what a list at the top holds, whatever it is called. */
function partsOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (!isRecord(body)) return [];
  return Object.entries(body).flatMap(([name, list]) =>
    Array.isArray(list) && !isErrorField(name) ? (list as unknown[]) : [],
  );
}

function isErrorField(name: string): boolean {
  return (errorFields as readonly string[]).includes(name);
}

/** @returns what is said of a part that failed; undefined when it did not, or is accepted */
function wordsOf(
  part: unknown,
  { accepts }: AcceptedStatuses,
  clean: Runner['clean'],
): string | undefined {
  if (!isRecord(part)) return undefined;
  // A status may be an object, with a code and an error of its own.
  const inner = isRecord(part.status) ? part.status : {};
  const status = [part.status, inner.code, part.httpStatusCode].find(isStatus);
  const errors = [part, inner].flatMap((record) =>
    errorFields.map((name) => record[name]).filter((value) => !isEmpty(value)),
  );
  const isError = typeof part.status === 'string' && /^error$/iu.test(part.status);
  const isFailure = Number(status ?? 0) >= 400;
  const failed = isFailure || isError || part.valid === false || errors.length > 0;
  if (!failed || (isFailure && accepts(Number(status)))) return undefined;
  const what = [
    status === undefined ? '' : String(status),
    isError ? 'error' : '',
    part.valid === false ? 'not valid' : '',
  ].filter((word) => word !== '');
  const own = reasonOf(part, status);
  const why = own === '' ? errors.map((error) => reasonOf(error, status)).find(Boolean) : own;
  const separator = part.valid === false ? ': ' : ' ';
  const words = [what.join(' '), why ?? ''].filter((word) => word !== '').join(separator);
  return inBrief(words === '' ? 'an error' : words, maxWords, clean);
}

/** A part's own word for what went wrong, or that of the error in it. */
function reasonOf(error: unknown, status: unknown, depth = 0): string {
  if (typeof error === 'string') return error;
  if (depth > maxDepth) return '';
  if (Array.isArray(error))
    return error
      .slice(0, 3)
      .map((one: unknown) => reasonOf(one, status, depth + 1))
      .filter((word) => word !== '')
      .join('; ');
  if (!isRecord(error)) return '';
  const first = (...fields: readonly string[]): string =>
    fields.map((name) => textIn(error, name) ?? '').find((text) => text !== '') ?? '';
  const code = first('code', 'errorCodeName');
  // Some services give the status for a code where they have none.
  const head = [code === String(status) ? '' : code, first('title', 'message', 'errorMessage')];
  const detail = first('detail', 'validationResult');
  const words = [head.filter((word) => word !== '').join(' '), detail].filter(
    (word) => word !== '',
  );
  return words.length > 0 ? words.join(': ') : reasonOf(error.errors, status, depth + 1);
}

/** Whether a value is a status of HTTP, as a number or in digits. */
function isStatus(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/u.test(value));
}

/** Whether a field of errors holds none. What is nested too deeply to be looked through counts as one. */
export function isEmpty(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0)
    return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isRecord(value) || depth > maxDepth) return false;
  return Object.values(value).every((one) => isEmpty(one, depth + 1));
}

function nameOfPart(part: unknown, at: number, clean: Runner['clean']): string {
  const about = isRecord(part) ? subjects.map((field) => part[field]) : [];
  for (const record of [part, ...about])
    if (isRecord(record))
      for (const name of names) {
        const text = textIn(record, name) ?? '';
        if (text !== '') return inBrief(text, maxWords, clean);
      }
  return `part ${String(at + 1)}`;
}
