/**
 * `npm run serve`: starts a tenant that outlives this command, for workflows and for trying things
 * by hand. In a workflow its address and credentials are in the environment of the next steps;
 * elsewhere they are printed as lines for a shell.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newClient, startTenant } from './tenant/tenant.ts';

const usage = `Usage: npm run --silent serve -- [--port number]

Starts the sandbox tenant in the background and sets QLIK_TENANT_URL, QLIK_CLIENT_ID and
QLIK_CLIENT_SECRET: in a workflow for the steps that follow, in a shell with

  eval "$(npm run --silent serve)"

It ends with the workflow's job, or by its process id, which SANDBOX_PID holds. With
SANDBOX_CLIENT_SECRET set, that is the client's secret.
`;

interface Address {
  readonly url: string;
  readonly id: string;
  readonly secret: string;
}

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    port: { type: 'string', default: '0' },
  },
});

// The process that stays is this same file, started with a channel to its parent.
if (process.send) await stay(Number(values.port));
else if (values.help) console.log(usage);
else await launch(values.port);

async function stay(port: number): Promise<void> {
  const { SANDBOX_CLIENT_SECRET: secret } = process.env;
  const clients = [newClient(secret ? { secret } : {})] as const;
  const { url, client } = await startTenant({ port, clients });
  const address: Address = { url, id: client.id, secret: client.secret };
  process.send?.(address, () => {
    process.disconnect();
  });
}

async function launch(port: string): Promise<void> {
  const file = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [file, '--port', port], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const address = await new Promise<Address>((resolve, reject) => {
    child.once('message', (message) => {
      resolve(message as Address);
    });
    child.once('exit', (code) => {
      reject(new Error(`The tenant did not start (exit code ${String(code)}); is the port free?`));
    });
  });
  child.unref();
  tell(address, child.pid ?? 0);
}

function tell({ url, id, secret }: Address, pid: number): void {
  const variables = Object.entries({
    QLIK_TENANT_URL: url,
    QLIK_CLIENT_ID: id,
    QLIK_CLIENT_SECRET: secret,
    SANDBOX_PID: String(pid),
  });
  const file = process.env.GITHUB_ENV;
  if (file) {
    console.log(`::add-mask::${secret}`);
    console.log(`The sandbox tenant is at ${url}`);
    appendFileSync(file, variables.map(([name, value]) => `${name}=${value}\n`).join(''));
  } else {
    for (const [name, value] of variables) console.log(`export ${name}=${value}`);
  }
}
