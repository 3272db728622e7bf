/**
 * `npm run load`: lets 20 steps, each the built action as processes of its own, ask one tenant for a
 * token at once. The tenant gives out only some in each window of time and says when to come back.
 * Prints what happened; exits with 1 when a step failed or asked before it was allowed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runStep } from './runner/step.ts';
import { send } from './tenant/http.ts';
import { parseObject } from './tenant/json.ts';
import type { Step } from './tenant/script.ts';
import { newClient, startTenant } from './tenant/tenant.ts';

const steps = 20;
/** Tokens that the tenant gives out in one window. */
const perWindow = 8;
/** Milliseconds. */
const windowLength = 10_000;
/** All of it ends after this long, in milliseconds, well or not. */
const longest = 90_000;

/** One token request, as the tenant saw it. */
interface Asked {
  readonly step: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly refused: boolean;
  /** When the step may ask again; 0 when it need not. */
  readonly notBefore: number;
}

const asked: Asked[] = [];
const first = newClient({ id: 'step-1' });
const others = Array.from({ length: steps - 1 }, (_, i) =>
  newClient({ id: `step-${String(i + 2)}` }),
);
const clients = [first, ...others] as const;
const tenant = await startTenant({ clients: [first, ...others] });
tenant.script('POST /oauth/token', [limit()], { repeatLast: true });

const bound = new AbortController();
const timeUp = sleep(longest, undefined, { signal: bound.signal }).then(() => {
  console.error(`Not done after ${String(longest / 1000)} s`);
  process.exit(1);
});
timeUp.catch(() => undefined);

try {
  const action = fileURLToPath(new URL('..', import.meta.url));
  const limitSeconds = longest / 1000;
  const results = await Promise.all(
    clients.map(({ id, secret }) =>
      runStep({
        action,
        limitSeconds,
        with: { 'tenant-url': tenant.url, 'client-id': id, 'client-secret': secret },
      }),
    ),
  );
  const failed = results.filter(({ succeeded }) => !succeeded);
  for (const { log } of failed) console.log(log);
  process.exitCode = tell(failed.length) ? 0 : 1;
} finally {
  bound.abort();
  await tenant.close();
}

function limit(): Step {
  let opened = 0;
  let given = 0;
  return async ({ entry, body, response, pass }) => {
    const now = Date.now();
    if (now - opened >= windowLength) [opened, given] = [now, 0];
    const client = parseObject((await body()).toString())?.client_id;
    const step = typeof client === 'string' ? client : '';
    given += 1;
    if (given <= perWindow) {
      asked.push({ step, at: entry.at, refused: false, notBefore: 0 });
      await pass();
      return;
    }
    const seconds = Math.ceil((opened + windowLength - now) / 1000);
    asked.push({ step, at: entry.at, refused: true, notBefore: now + seconds * 1000 });
    send(response, { status: 429, headers: { 'Retry-After': String(seconds) }, body: 'Slow down' });
  };
}

/** Prints the figures. @returns whether all went as promised */
function tell(failed: number): boolean {
  const refusals = asked.filter(({ refused }) => refused);
  const returns = refusals.flatMap((refusal) => {
    const next = asked.find(({ step, at }) => step === refusal.step && at > refusal.at);
    return next === undefined ? [] : [next.at - refusal.notBefore];
  });
  const early = returns.filter((late) => late < 0).length;
  const figures: readonly (readonly [what: string, figure: string])[] = [
    ['steps at once', String(steps)],
    ['tokens in a window', `${String(perWindow)} in ${String(windowLength / 1000)} s`],
    ['steps that failed', String(failed)],
    ['token requests', String(asked.length)],
    ['of these refused with 429', String(refusals.length)],
    ['made again before Retry-After was over', String(early)],
    ['came back after Retry-After', `${span(returns)} ms later`],
    [
      'different times of coming back',
      `${String(new Set(returns).size)} of ${String(returns.length)}`,
    ],
    ['tokens left alive', String(tenant.liveTokens().length)],
  ];
  for (const [what, figure] of figures) console.log(`${what.padEnd(40)} ${figure}`);
  return failed === 0 && early === 0 && returns.length === refusals.length;
}

function span(values: readonly number[]): string {
  return `${String(Math.min(...values))} to ${String(Math.max(...values))}`;
}
