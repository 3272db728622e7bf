/**
 * `npm start`: runs the built action as a workflow step would and shows all that a workflow author
 * sees, and the requests behind it. Exits with 0 when the step went well, 1 when it did not, and 2
 * when it was not asked properly.
 */
import { fileURLToPath } from 'node:url';
import { help, readWish, UsageError } from './demo/arguments.ts';
import { detail, heading, logLine, requests, table, verdict } from './demo/print.ts';
import { type Action, readAction } from './runner/action-yml.ts';
import { startJob } from './runner/job.ts';
import type { PhaseResult } from './runner/phase.ts';
import { startStep } from './runner/step.ts';
import { startTenant, type Tenant } from './tenant/tenant.ts';

/** Inputs that a workflow takes from `secrets.*`. */
const secretInputs = ['client-secret', 'access-token', 'private-key'];

const root = fileURLToPath(new URL('..', import.meta.url));

// Whoever reads on (`| head`) may have seen enough; the step still comes to its end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await main(await readAction(root));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function main(action: Action): Promise<number> {
  const wish = readWish(action, process.argv.slice(2), process.env);
  if (wish.help) {
    console.log(help(action));
    return 0;
  }
  const tenant = wish.sandbox ? await startTenant() : undefined;
  try {
    const good = await runAndTell({ ...credentials(tenant), ...wish.inputs }, tenant);
    return good ? 0 : 1;
  } finally {
    await tenant?.close();
  }
}

/** For the sandbox; a tenant of the user's own has its credentials in the wish. */
function credentials(tenant: Tenant | undefined): Record<string, string> {
  if (!tenant) return {};
  const { url, client } = tenant;
  return { 'tenant-url': url, 'client-id': client.id, 'client-secret': client.secret };
}

/** @returns whether the step did what it should */
async function runAndTell(inputs: Record<string, string>, tenant?: Tenant): Promise<boolean> {
  const secrets = secretInputs.flatMap((name) => inputs[name] ?? []).filter(Boolean);
  const job = await startJob({ secrets, ...(tenant ? {} : { workspace: process.cwd() }) });
  const masked = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, job.masks.apply(value)]),
    );
  try {
    heading(tenant ? 'The step, against a sandbox tenant on this machine' : 'The step');
    table(masked(inputs));

    heading('Its log');
    const env = tenant ? {} : network();
    const step = await startStep({ action: root, with: inputs, env, job, onLine: logLine });
    const main = await step.main.result;
    tellEnd(main);

    heading('Its outputs, for the steps after it');
    if (Object.keys(main.outputs).length > 0) table(masked(main.outputs));
    else detail('none');

    if (main.summary !== '') {
      heading('Its section of the job summary');
      detail(job.masks.apply(main.summary.trim()));
    }

    heading('The log of its post step, when the job ends');
    const { post, succeeded } = await step.finish();
    if (post) tellEnd(post);

    if (tenant) {
      heading('Requests that the tenant saw');
      requests(tenant.journal);
      const left = tenant.liveTokens().length;
      detail(left === 0 ? 'No token is left alive.' : `${String(left)} token(s) left alive.`);
    }
    verdict(succeeded, succeeded ? 'The step succeeded' : 'The step failed');
    return succeeded;
  } finally {
    await job.remove();
  }
}

/** What the log does not say: an empty one, a crash, a signal. */
function tellEnd({ exitCode, signal, lines }: PhaseResult): void {
  if (lines.length === 0) detail('(nothing)');
  if (exitCode !== 0) detail(`ended with ${signal ?? `exit code ${String(exitCode)}`}`);
}

/** The way to a tenant out there may lead through a proxy or past a private CA. */
function network(): Record<string, string> {
  const names = /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i;
  const found = Object.entries(process.env).filter(([name]) => names.test(name));
  return Object.fromEntries(found.map(([name, value]) => [name, value ?? '']));
}
