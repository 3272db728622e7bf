import { STATUS_CODES } from 'node:http';
import { durationInWords, inBrief, shorten, sizeInWords } from '../runner/safe-text.ts';
import { code, type Column, table } from './html.ts';
import type { Asked, StepRecord, Stay, Watched } from './record.ts';

/** How much of an error, of a scope and of any other text is shown; the log has the whole. */
const mostOfError = 4000;
const mostOfScope = 500;
const mostOfText = 200;

type Clean = (text: string) => string;

const tokenRequest = 'POST /oauth/token';

/**
 * The section of a step.
 * @param now milliseconds since the epoch
 * @param clean takes secrets out
 * @returns Markdown that reads well under the section of another step
 */
export function render(record: StepRecord, now: number, clean: Clean): string {
  const { failure } = record;
  return [
    `<h3>${failure === undefined ? '✅' : '❌'} ${title(record, clean)}</h3>`,
    failure === undefined ? '' : error(failure, clean),
    requests(record, clean),
    record.job === undefined ? '' : job(record.job, clean) + whoseStatus(record.job, record.status),
    `<p>${[...token(record, clean), `The step took ${duration(now - record.began)}.`].join(' ')}</p>`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function title({ call, plan }: StepRecord, clean: Clean): string {
  if (plan === undefined) return 'Qlik Cloud';
  if (call !== undefined) return inCode(call, clean);
  return `Access token for ${inCode(new URL(plan.access.tenant.origin).host, clean)}`;
}

function error(failure: string, clean: Clean): string {
  const lines = clean(failure)
    .split('\n')
    .map((line) => inBrief(line, mostOfError, clean));
  const cut = shorten(lines.join('\n'), mostOfError).split('\n');
  return `<blockquote>${cut.map(code).join('<br>')}</blockquote>`;
}

/** Cleaned here once more: an expression of `mask` may have named it a secret since it was noted. */
function inCode(text: string, clean: Clean, limit = mostOfText): string {
  return code(inBrief(text, limit, clean));
}

function requests({ requests: all, moreRequests, plan }: StepRecord, clean: Clean): string {
  // A token request is of interest where it had trouble.
  const rows = all.filter(
    ({ name, successes, retries }) => name !== tokenRequest || successes === 0 || retries > 0,
  );
  if (rows.length === 0) return '';
  const columns: readonly Column<Asked>[] = [
    ['Request', ({ name }) => inCode(name, clean)],
    ['Status', ({ status }) => statusText(status)],
    ['Time', ({ began, ended }) => duration(ended - began)],
    ['Retries', retriesText],
    [
      'Pages',
      ({ name, successes }) =>
        plan?.call?.paginate === true && name !== tokenRequest ? String(successes) : '',
    ],
    ['Sent', ({ sent }) => (sent === 0 ? '' : sizeInWords(sent))],
    ['Received', ({ received }) => (received === 0 ? '' : sizeInWords(received))],
  ];
  const more = moreRequests === 0 ? '' : `\n<p>… and ${String(moreRequests)} more attempts</p>`;
  return table(columns, rows) + more;
}

function statusText(status: number | undefined): string {
  if (status === undefined) return 'no answer';
  return `${String(status)} ${STATUS_CODES[status] ?? ''}`.trim();
}

function retriesText({ retries, reasons }: Asked): string {
  if (retries === 0) return '';
  const why = reasons.map(code).join(' ');
  return `${String(retries)}, after ${why}${retries > reasons.length ? ' …' : ''}`;
}

const ends = {
  well: 'ended well',
  warning: 'ended, with a warning',
  bad: 'ended badly',
  none: 'not seen to end',
} as const;

function job({ name, stays, left, looks, end, elapsed }: Watched, clean: Clean): string {
  const shown: readonly (Stay | undefined)[] =
    left === 0 ? stays : [...stays.slice(0, -1), undefined, ...stays.slice(-1)];
  const columns: readonly Column<Stay | undefined>[] = [
    ['State', (stay) => (stay === undefined ? `… ${String(left)} more` : stateText(stay, clean))],
    ['Seen after', (stay) => (stay === undefined ? '' : duration(stay.from))],
    ['For', (stay) => (stay === undefined || stay.until === stay.from ? '' : lasted(stay))],
  ];
  const times = `${String(looks)} ${looks === 1 ? 'look' : 'looks'}`;
  return (
    `<p>Waited for ${inCode(name, clean)}: ${ends[end ?? 'none']} after ${duration(elapsed)} (${times})</p>\n` +
    table(columns, shown)
  );
}

/** The table of requests shows the status of the start; the outputs are those of the last poll. */
function whoseStatus({ stays }: Watched, status: string | undefined): string {
  if (status === undefined) return '';
  const polled = stays.some(({ state, until }) => state !== undefined && until > 0);
  return `\n<p>The outputs are those of the ${polled ? 'last poll' : 'start'}: status ${code(status)}.</p>`;
}

function stateText({ state }: Stay, clean: Clean): string {
  return state === undefined ? 'could not be seen' : inCode(state, clean);
}

function lasted({ from, until }: Stay): string {
  return duration(until - from);
}

/** Where the token came from, and when it ends. */
function token({ plan, expiresAt }: StepRecord, clean: Clean): string[] {
  if (plan === undefined) return [];
  const { credential, revoke } = plan.access;
  if (credential.kind === 'access-token') return ['The step was given its access token.'];
  if (expiresAt === undefined) return [];
  const { scope } = credential;
  const parts = [
    'Access token requested',
    scope === undefined
      ? 'with the scopes of the client'
      : `with the scope ${inCode(scope, clean, mostOfScope)}`,
    expiresAt === '' ? '' : `valid until ${expiresAt.replace(/T(.{5}).*$/u, ' $1 UTC')}`,
    revoke ? 'to be revoked when the job ends' : 'not to be revoked when the job ends',
  ];
  return [`${parts.filter((part) => part !== '').join(', ')}.`];
}

/** Milliseconds in words. */
function duration(ms: number): string {
  if (ms < 1000) return `${String(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  return durationInWords(ms);
}
