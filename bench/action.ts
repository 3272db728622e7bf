import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputVariables, readAction } from '../sandbox/runner/action-yml.ts';
import { root } from '../scripts/paths.ts';
import type { Contender } from './measure.ts';
import type { Stage } from './programs.ts';

/** The client that all contenders use. */
const client = { id: 'bench-client', secret: 'bench-client-secret-0123456789' } as const;

/** The variables that tell contenders other than the action what to do. */
export function variablesFor(stage: Stage, origin: string): Record<string, string> {
  return {
    TENANT: origin,
    CLIENT_ID: client.id,
    CLIENT_SECRET: client.secret,
    OUTPUT: fresh(stage, 'output'),
    NODE_EXTRA_CA_CERTS: join(stage.folder, 'ca.pem'),
    CURL_CA_BUNDLE: curlBundle(stage),
  };
}

/** The CA file for curl: the system's bundle followed by our own CA. */
function curlBundle(stage: Stage): string {
  const ours = join(stage.folder, 'ca.pem');
  const both = join(stage.folder, 'ca-certificates.crt');
  if (!existsSync(systemBundle)) return ours;
  writeFileSync(both, `${readFileSync(systemBundle, 'utf8')}\n${readFileSync(ours, 'utf8')}`);
  return both;
}

/** The bundle's path on Debian and Ubuntu, and so on GitHub's runners. */
const systemBundle = '/etc/ssl/certs/ca-certificates.crt';

/**
 * The action as the runner starts it.
 * @param inputs in addition to tenant and client
 * @param build the checkout whose `dist` is run
 */
export async function action(
  stage: Stage,
  origin: string,
  name: string,
  inputs: Readonly<Record<string, string>>,
  build = root,
): Promise<Contender> {
  const given = {
    'tenant-url': origin,
    'client-id': client.id,
    'client-secret': client.secret,
    ...inputs,
  };
  const env = { ...inputVariables(await readAction(root), given), ...commandFiles(stage) };
  return { name, command: process.execPath, args: [join(build, 'dist/main/index.js')], env };
}

/** The action's post step. @param state what main saved */
export async function postStep(
  stage: Stage,
  origin: string,
  name: string,
  state: Readonly<Record<string, string>>,
  build = root,
): Promise<Contender> {
  const main = await action(stage, origin, name, {});
  const saved = Object.entries(state).map(([key, value]) => [`STATE_${key}`, value]);
  return {
    ...main,
    args: [join(build, 'dist/post/index.js')],
    env: { ...main.env, ...(Object.fromEntries(saved) as Record<string, string>) },
  };
}

function commandFiles(stage: Stage): Record<string, string> {
  const workspace = join(stage.folder, 'workspace');
  mkdirSync(workspace, { recursive: true });
  return {
    GITHUB_OUTPUT: fresh(stage, 'output'),
    GITHUB_STATE: fresh(stage, 'state'),
    GITHUB_ENV: fresh(stage, 'env'),
    GITHUB_STEP_SUMMARY: fresh(stage, 'summary'),
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: stage.folder,
    HOME: stage.folder,
    NODE_EXTRA_CA_CERTS: join(stage.folder, 'ca.pem'),
  };
}

function fresh(stage: Stage, name: string): string {
  const file = join(stage.folder, name);
  rmSync(file, { force: true });
  writeFileSync(file, '');
  return file;
}
