import { STATUS_CODES } from 'node:http';
import { durationInWords, inBrief, shorten, sizeInWords } from '../runner/text.ts';
import type { JobTimeline, RequestRow, StateSpan, StepRecord } from './record.ts';

/**
 * A section of the job summary is one HTML block (CommonMark 0.31 section 4.6, kind 6): it contains no
 * Markdown until a blank line, so only HTML has to be escaped. Text from elsewhere is put in `code`,
 * where GitHub does not turn it into mentions, references, emoji or links either.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
 */

/** How many characters of an error, a scope and any other text are shown; the log has them in full. */
const maxError = 4000;
const maxScope = 500;
const maxText = 200;

type Clean = (text: string) => string;

const tokenRequest = 'POST /oauth/token';

/**
 * Renders a step's section of the job summary.
 * @param now in milliseconds since the epoch
 * @param clean removes secrets
 * @returns Markdown that can follow the section of another step
 */
export function render(record: StepRecord, now: number, clean: Clean): string {
  const { failure } = record;
  return [
    `<h3>${failure === undefined ? '✅' : '❌'} ${title(record, clean)}</h3>`,
    failure === undefined ? '' : errorQuote(failure, clean),
    requestTable(record, clean),
    wasFound(record) ? '<p><code>find</code> found something, so the call was not sent.</p>' : '',
    record.job === undefined
      ? ''
      : jobTable(record.job, clean) + sourceOfOutputs(record.job, record.status),
    `<p>${[...tokenSentence(record, clean), `The step took ${duration(now - record.startedAt)}.`].join(' ')}</p>`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function title({ call, plan }: StepRecord, clean: Clean): string {
  if (plan === undefined) return 'Qlik Cloud';
  if (call !== undefined) return inCode(call, clean);
  return `Access token for ${inCode(new URL(plan.tenant.origin).host, clean)}`;
}

/** If the status is not 2xx, it is that of the call: another run was faster. */
function wasFound({ created, status }: StepRecord): boolean {
  return created === 'false' && status?.startsWith('2') === true;
}

function errorQuote(failure: string, clean: Clean): string {
  const lines = clean(failure)
    .split('\n')
    .map((line) => inBrief(line, maxError, clean));
  const cut = shorten(lines.join('\n'), maxError).split('\n');
  return `<blockquote>${cut.map(code).join('<br>')}</blockquote>`;
}

/** Cleaned here again, since `mask` may have found new secrets after the text was recorded. */
function inCode(text: string, clean: Clean, limit = maxText): string {
  return code(inBrief(text, limit, clean));
}

function requestTable({ requests: all, moreRequests, plan }: StepRecord, clean: Clean): string {
  // A token request is shown only if it failed or was retried.
  const rows = all.filter(
    ({ name, successes, retries }) => name !== tokenRequest || successes === 0 || retries > 0,
  );
  if (rows.length === 0) return '';
  const columns: readonly Column<RequestRow>[] = [
    ['Request', ({ name }) => inCode(name, clean)],
    ['Status', ({ status }) => statusText(status)],
    ['Time', ({ startedAt, endedAt }) => duration(endedAt - startedAt)],
    ['Retries', retriesText],
    [
      'Pages',
      ({ name, successes }) =>
        plan?.call?.paginate === true && name !== tokenRequest ? String(successes) : '',
    ],
    ['Sent', ({ sentBytes }) => sizeText(sentBytes)],
    ['Received', ({ receivedBytes }) => sizeText(receivedBytes)],
  ];
  const more = moreRequests === 0 ? '' : `\n<p>… and ${String(moreRequests)} more attempts</p>`;
  return table(columns, rows) + more;
}

function statusText(status: number | undefined): string {
  if (status === undefined) return 'no answer';
  return `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
}

function retriesText({ retries, reasons }: RequestRow): string {
  if (retries === 0) return '';
  const why = reasons.map(code).join(' ');
  return `${String(retries)}, after ${why}${retries > reasons.length ? ' …' : ''}`;
}

const ends = {
  success: 'succeeded',
  warning: 'ended with warnings',
  failure: 'failed',
  none: 'had not ended',
} as const;

function jobTable(
  { name, spans, leftOut, polls, end, elapsedMs }: JobTimeline,
  clean: Clean,
): string {
  const shown: readonly (StateSpan | undefined)[] =
    leftOut === 0 ? spans : [...spans.slice(0, -1), undefined, ...spans.slice(-1)];
  const columns: readonly Column<StateSpan | undefined>[] = [
    [
      'State',
      (span) => (span === undefined ? `… ${String(leftOut)} more` : stateText(span, clean)),
    ],
    ['Seen after', (span) => (span === undefined ? '' : duration(span.fromMs))],
    ['For', (span) => (span === undefined ? '' : spanLength(span))],
  ];
  const times = `${String(polls)} ${polls === 1 ? 'poll' : 'polls'}`;
  return (
    `<p>Waited for ${inCode(name, clean)}: ${ends[end ?? 'none']} after ${duration(elapsedMs)} (${times})</p>\n` +
    table(columns, shown)
  );
}

/** Says which response the outputs come from, since the table of requests shows that of the start. */
function sourceOfOutputs({ spans }: JobTimeline, status: string | undefined): string {
  if (status === undefined) return '';
  const polled = spans.some(({ state, untilMs }) => state !== undefined && untilMs > 0);
  return `\n<p>The outputs come from the ${polled ? 'last poll' : 'start'}: status ${code(status)}.</p>`;
}

function stateText({ state }: StateSpan, clean: Clean): string {
  return state === undefined ? 'poll failed' : inCode(state, clean);
}

function spanLength({ fromMs, untilMs }: StateSpan): string {
  return untilMs === fromMs ? '' : duration(untilMs - fromMs);
}

/** Where the token came from, and when it expires. */
function tokenSentence({ plan, expiresAt }: StepRecord, clean: Clean): string[] {
  if (plan === undefined) return [];
  const { credential, revoke } = plan;
  if (credential.kind === 'execution-token') return [];
  if (credential.kind === 'access-token') return ['The access token was supplied as an input.'];
  if (expiresAt === undefined) return [];
  const { scope } = credential;
  const parts = [
    'Access token requested',
    scope === undefined
      ? 'with the scopes of the client'
      : `with the scope ${inCode(scope, clean, maxScope)}`,
    expiresAt === '' ? '' : `valid until ${expiresAt.replace(/T(.{5}).*$/u, ' $1 UTC')}`,
    revoke ? 'to be revoked when the job ends' : 'not to be revoked when the job ends',
  ];
  return [`${parts.filter((part) => part !== '').join(', ')}.`];
}

function sizeText(bytes: number): string {
  return bytes === 0 ? '' : sizeInWords(bytes);
}

/** A short time to a tenth of a second, a longer one in minutes and seconds. */
function duration(ms: number): string {
  if (ms < 1000) return `${String(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  return durationInWords(ms);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text, on one line, as inline code. @param text without secrets */
function code(text: string): string {
  const line = text.toWellFormed().replaceAll('\0', ' ').replace(/\s+/gu, ' ').trim();
  return `<code>${line.replace(/[&<>"']/gu, (char) => entities[char] ?? '')}</code>`;
}

/** A column: its heading, and a function that gives the HTML of a row's cell. */
type Column<T> = readonly [heading: string, cell: (row: T) => string];

/** @returns a table without its empty columns, and without blank lines, which would end the HTML block */
function table<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const filled = columns
    .map(([heading, cell]) => ({ heading, cells: rows.map(cell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const line = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const head = line(
    'th',
    filled.map(({ heading }) => heading),
  );
  const body = rows.map((_, i) =>
    line(
      'td',
      filled.map(({ cells }) => cells[i] ?? ''),
    ),
  );
  return ['<table>', head, ...body, '</table>'].join('\n');
}
