import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Failure, wordsFor } from '../../src/failure.ts';
import { runMain, runPost } from '../../src/runner/run.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const secret = 'Zk3~pX9+vQ/7=wB2mT5';

describe('the end of a program', () => {
  afterEach(() => {
    process.exitCode = undefined;
    process.removeAllListeners('uncaughtException');
  });

  it('is a failure until the program is done', async () => {
    const runner = memoryRunner();
    let during: typeof process.exitCode;
    await runMain(runner, () => {
      during = process.exitCode;
      return Promise.resolve();
    });
    expect([during, process.exitCode]).toEqual([1, 0]);
    expect(runner.left.errors).toEqual([]);
  });

  it('reports a failure with its hint, and of any other error no message of Node', async () => {
    const runner = memoryRunner();
    await runMain(runner, () => Promise.reject(new Failure('No token', { hint: 'Look there' })));
    const error = Object.assign(new TypeError(`secret ${secret}`), { code: 'ERR_X' });
    await runMain(runner, () => Promise.reject(error));
    expect(runner.left.errors).toEqual([
      'No token. Look there',
      'an unexpected fault in the action (TypeError ERR_X): please report it',
    ]);
    expect(process.exitCode).toBe(1);
    expect(runner.left.log.join('\n')).toContain('run.test.ts');
    expect(runner.left.log.join('\n')).not.toContain(secret);
    expect(wordsFor('thrown text')).toContain('unknown');
  });

  it('is reported once: a later error only goes to the debug log', async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const [main, post] = [memoryRunner(), memoryRunner()];
    await runMain(main, () => Promise.reject(new Failure('No token')));
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    await runPost(post, () => Promise.reject(new Failure('No revocation')));
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    expect(main.left.errors).toEqual(['No token']);
    expect(post.left.warnings).toHaveLength(1);
    for (const { left } of [main, post])
      expect(left.log.join('\n')).toContain('an unexpected fault in the action (Error)');
    exit.mockRestore();
  });

  it('has one of a fixed set of titles, and a link to the page about it', async () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTION_REPOSITORY: 'a/b',
      GITHUB_ACTION_REF: 'v1',
    };
    const runner = memoryRunner({}, env);
    const known = { hint: 'Look there', topic: 'proxy', title: 'no complete response' } as const;
    await runMain(runner, () => Promise.reject(new Failure('No answer', known)));
    await runMain(runner, () => Promise.reject(new Failure('It failed')));
    await runMain(runner, () => Promise.reject(new TypeError('x')));
    await runPost(runner, () => Promise.reject(new Failure('No answer', known)));
    expect(runner.left.errors[0]).toBe(
      'No answer. Look there; see https://github.com/a/b/blob/v1/docs/troubleshooting.md#proxy',
    );
    expect(runner.left.titles).toEqual([
      'no complete response',
      'step failed',
      'unexpected fault',
      'clean-up failed',
    ]);
  });

  it('of the post step is never a failure', async () => {
    const runner = memoryRunner();
    await runPost(runner, () => Promise.reject(new Failure('No revocation')));
    expect(runner.left.warnings).toEqual(['Cleaning up: No revocation']);
    expect(process.exitCode).toBe(0);
  });

  it("comes at once with an error if something is thrown outside the program's promise", async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const [main, post] = [memoryRunner(), memoryRunner()];
    await runMain(main, () => Promise.resolve());
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    await runPost(post, () => Promise.resolve());
    process.listeners('uncaughtException').at(-1)?.(new Error('x'), 'uncaughtException');
    expect(exit.mock.calls).toEqual([[1], [0]]);
    expect(main.left.errors).toHaveLength(1);
    expect(post.left.warnings).toHaveLength(1);
    exit.mockRestore();
  });
});

describe('a program that never ends', () => {
  it('is reported when nothing is left to do', async () => {
    const runners = [memoryRunner(), memoryRunner()] as const;
    const ends: (() => void)[] = [];
    void runMain(runners[0], () => new Promise((resolve) => ends.push(resolve)));
    process.listeners('beforeExit').at(-1)?.(0);
    expect(process.exitCode).toBe(1);
    void runPost(runners[1], () => new Promise((resolve) => ends.push(resolve)));
    process.listeners('beforeExit').at(-1)?.(0);
    expect(process.exitCode).toBe(0);
    expect(runners[0].left.errors[0]).toContain('ended without a result');
    expect(runners[1].left.warnings[0]).toContain('ended without a result');
    for (const end of ends) end();
    await new Promise((resolve) => setImmediate(resolve));
    process.exitCode = undefined;
    process.removeAllListeners('uncaughtException');
    jest.restoreAllMocks();
  });
});
