import { Failure } from '../failure.ts';
import { type Head, nameOf, type Target, traceId, traceIdOf } from '../errors/outcome.ts';
import { isRecord, textIn } from '../json.ts';
import type { Runner } from '../runner/runner.ts';
import { inBrief } from '../runner/text.ts';
import type { AcceptedStatuses, Json } from './answer.ts';

/**
 * Finds the failed parts of a 207 (RFC 4918 section 13). Qlik uses many formats, and paths change, so
 * only the body decides. Loaded only for a 207.
 */

/** How many failed parts an error names, and in how many characters: an annotation has little room. */
const maxNamed = 20;
const maxListLength = 3000;

/** How many characters describe one part. */
const maxPartLength = 200;

/** How deep an error is searched: JSON.parse accepts any depth, but the stack is limited. */
const maxDepth = 5;

/** Fields that, unless empty, mean that a part failed. */
const errorFields = [
  'error',
  'errors',
  'errorResponse',
  'errorMessage',
  'failedPatchError',
] as const;

/** Fields that identify a part, the best first. */
const nameFields = [
  'subject',
  'sourceSubject',
  'email',
  'name',
  'id',
  'requestId',
  'qri',
  'path',
] as const;

/** Fields that hold the object that a part is about. */
const subjectFields = ['resource', 'operation'] as const;

/**
 * Finds the failed parts in the body of a 207.
 * @param json the body, whose secrets have been masked
 * @returns undefined if no part failed, or the step accepts all that did
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
      `the response is ${why}, so it is not known whether a part failed`,
      'To accept it anyway, set `accept-status: 207`',
    );
  }
  const parts = partsOf(body);
  const failures = parts.flatMap((part, index) => {
    const words = describeFailure(part, accepted, clean);
    return words === undefined ? [] : [`${nameOfPart(part, index, clean)}: ${words}`];
  });
  const named = failures.slice(0, maxNamed);
  while (named.join('; ').length > maxListLength) named.pop();
  const left = failures.length - named.length;
  const whole = describeFailure(body, accepted, clean);
  const failed = [
    ...(whole === undefined ? [] : [`failed in part: ${whole}`]),
    ...(failures.length === 0
      ? []
      : [
          `${String(failures.length)} of ${String(parts.length)} parts failed: ` +
            [...named, ...(left === 0 ? [] : [`and ${String(left)} more`])].join('; '),
        ]),
  ];
  if (failed.length === 0) return undefined;
  return fail(
    failed.join('; '),
    'Parts that succeeded have taken effect: `response` shows each part. To accept failed parts with a certain status, ' +
      'list it in `accept-status`; `accept-status: 207` accepts all of them',
  );
}

/** The parts: the items of every top-level array, whatever its name. */
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

/** @returns the description of a failed part; undefined if it did not fail, or is accepted */
function describeFailure(
  part: unknown,
  { accepts }: AcceptedStatuses,
  clean: Runner['clean'],
): string | undefined {
  if (!isRecord(part)) return undefined;
  // A status may be an object with its own code and error.
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
  return inBrief(words === '' ? 'an error' : words, maxPartLength, clean);
}

/** The reason that a part, or an error in it, gives for its failure. */
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
  // Some services repeat the status as the error's code if they have none.
  const head = [code === String(status) ? '' : code, first('title', 'message', 'errorMessage')];
  const detail = first('detail', 'validationResult');
  const words = [head.filter((word) => word !== '').join(' '), detail].filter(
    (word) => word !== '',
  );
  return words.length > 0 ? words.join(': ') : reasonOf(error.errors, status, depth + 1);
}

/** Whether a value is an HTTP status, as a number or a string of digits. */
function isStatus(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && /^\d{3}$/u.test(value));
}

/** Whether a value contains no error. One that is nested too deeply to search counts as an error. */
export function isEmpty(value: unknown, depth = 0): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0)
    return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isRecord(value) || depth > maxDepth) return false;
  return Object.values(value).every((one) => isEmpty(one, depth + 1));
}

function nameOfPart(part: unknown, index: number, clean: Runner['clean']): string {
  const about = isRecord(part) ? subjectFields.map((field) => part[field]) : [];
  for (const record of [part, ...about])
    if (isRecord(record))
      for (const name of nameFields) {
        const text = textIn(record, name) ?? '';
        if (text !== '') return inBrief(text, maxPartLength, clean);
      }
  return `part ${String(index + 1)}`;
}
