import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';

/** The jobs that each tool does, as the page names them. */
export const jobs = {
  token: 'A token, and one call with it',
  reload: 'Reload an app, and wait for it',
  export: 'Export an app to a file',
} as const;

export type Job = keyof typeof jobs;

/** The tools that are run, as the page names them. */
export const runnable = {
  naive: 'curl and jq, as they are often written',
  careful: 'curl and jq, with care',
  'qlik-api': '`@qlik/api`',
  action: 'this action',
} as const;

export type Runnable = keyof typeof runnable;

const cli = 'https://qlik.dev/toolkits/qlik-cli';
const http =
  'https://github.com/fjogeleit/http-request-action/blob/f98bb26551cd1af7d3eb2674578a80754ece88db';
const notTold = 'not documented';

/** What is not run here, with what its own documentation or source says. */
export const notRun = {
  'qlik-cli': {
    name: 'qlik-cli',
    busy: `[\`--retry\`](${cli}/user/user-me), 10 at most; after what is ${notTold}`,
    cut: notTold,
    canceled: `[\`reload create\`](${cli}/reload/reload-create) does not wait: the loop is yours`,
    masked: `printed by no command; [kept in \`~/.qlik/contexts.yml\`](${cli}/context/context)`,
    revoked: notTold,
  },
  'http-action': {
    name: 'HTTP Request Action 2.0.1',
    busy: `[\`retry\`](${http}/src/helper.js) repeats whatever has failed, a POST too`,
    cut: notTold,
    canceled: `it [makes one request](${http}/src/httpClient.js): it cannot wait`,
    masked: `[\`maskResponse\`](${http}/src/handler/mask.js) hides the answer as a whole, not the token in it: a script has to`,
    revoked: 'a further step',
  },
} as const;

export type Tool = Runnable | keyof typeof notRun;

/** @returns the absolute path of what a tool's user writes for a job */
export function fileOf(tool: Tool, job: Job): string {
  const folder = join(root, 'scripts', 'comparison', tool);
  const name = readdirSync(folder).find((file) => file.startsWith(`${job}.`));
  if (name === undefined) throw new Error(`${tool} has nothing for ${job}`);
  return join(folder, name);
}
