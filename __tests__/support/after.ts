import { spawnSync } from 'node:child_process';

const python = process.platform === 'win32' ? 'python' : 'python3';

/** Tools that examples use after the action, and the program each needs; others need only Node. */
const programs: Readonly<Record<string, readonly string[]>> = {
  'qlik-cli.yml': ['bash'],
  'rotate-client-secret.yml': ['bash'],
  'who-am-i.yml': ['bash'],
  'token-for-curl.yml': ['bash', 'curl'],
  'token-for-github-script.yml': [],
  'token-for-node.yml': ['bash'],
  'token-for-python.yml': [python],
  'token-for-qlik-api.yml': ['bash'],
};

/** The examples in which another tool uses the token. */
export const toolExamples = Object.keys(programs).filter((name) => name.startsWith('token-for-'));

/** @returns the program that an example needs and this machine lacks; undefined if there is none */
export function missingFor(example: string): string | undefined {
  return programs[example]?.find(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0,
  );
}
