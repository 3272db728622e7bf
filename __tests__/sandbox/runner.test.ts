import { describe, expect, it } from '@jest/globals';
import {
  runStep,
  startStep,
  type StepOptions,
  type StepResult,
} from '../../sandbox/runner/step.ts';
import { withAction } from './fake-action.ts';

type Wish = { main: string; post?: string } & Partial<StepOptions>;

function run({ main, post = '', ...options }: Wish): Promise<StepResult> {
  return withAction({ main, post }, (action) => runStep({ with: {}, ...options, action }));
}

describe('inputs and environment', () => {
  it('applies defaults, keeps hyphens and turns spaces into underscores', async () => {
    const { outputs } = await run({
      main: `file('OUTPUT', 'a=' + env['INPUT_SOME-NAME'] + env.INPUT_WITH_SPACE + '\\n')`,
      with: { 'with space': ' given' },
    });
    expect(outputs).toEqual({ a: 'preset given' });
  });

  it('do not contain the environment of the tester', async () => {
    process.env.QLIK_TENANT_URL = 'https://mine.example';
    try {
      const { main } = await run({ main: `console.log(Object.keys(env).join())` });
      expect(main.stdout).not.toContain('QLIK_TENANT_URL');
      expect(main.stdout).toContain('RUNNER_TEMP');
    } finally {
      delete process.env.QLIK_TENANT_URL;
    }
  });
});

describe('main and post', () => {
  it('pass state to post, even if main failed', async () => {
    const { main, post, succeeded } = await run({
      main: `file('STATE', 'key<<END\\none\\ntwo\\nEND\\n'); process.exitCode = 3`,
      post: `console.log('post has ' + JSON.stringify(env.STATE_key))`,
    });
    expect(main.exitCode).toBe(3);
    expect(post?.log).toBe(String.raw`post has "one\ntwo"`);
    expect(succeeded).toBe(false);
  });

  it('keep the line breaks inside a value', async () => {
    const { outputs } = await run({
      main: `file('OUTPUT', 'text<<END\\na=b\\n\\n  c<<d\\nEND\\nnext=1\\n')`,
    });
    expect(outputs).toEqual({ text: 'a=b\n\n  c<<d', next: '1' });
  });

  it('fail if a command file cannot be read', async () => {
    const { succeeded, annotations } = await run({ main: `file('OUTPUT', 'nonsense\\n')` });
    expect(succeeded).toBe(false);
    expect(annotations[0]?.message).toContain("Invalid format 'nonsense'");
  });

  it('let a test send main a signal, and run something before post', async () => {
    // No signals on Windows: there the process just ends.
    const signals = process.platform !== 'win32';
    const main = `process.on('SIGINT', () => { console.log('stopping'); process.exit(1) });
      setInterval(() => {}, 1000); console.log('ready')`;
    await withAction({ main, post: `console.log('post')` }, async (action) => {
      const step = await startStep({ action, with: {} });
      await step.main.shows('ready');
      const { exitCode, log } = await step.main.cancel();
      expect(log).toBe(signals ? 'ready\nstopping' : 'ready');
      expect(exitCode).toBe(signals ? 1 : null);
      expect((await step.finish()).post?.log).toBe('post');
    });
  });
});

describe('workflow commands', () => {
  const names = async (lines: readonly string[]): Promise<string[]> => {
    const main = `for (const line of ${JSON.stringify(lines)}) console.log(line)`;
    return (await run({ main })).obeyedCommands.map(({ name, data }) => `${name}=${data}`);
  };

  it.each([
    ['at the start', '::notice::a', ['notice=a']],
    ['after white space', '  \t::notice::a', ['notice=a']],
    ['after a carriage return', 'x\r::notice::a', ['notice=a']],
    ['in any case', '::NOTICE::a', ['notice=a']],
    ['in the older form anywhere', 'x ##[notice]a', ['notice=a']],
    ['with escapes', '::notice::a%0Ab%250A', ['notice=a\nb%0A']],
    ['not in the middle', 'x ::notice::a', []],
    ['not when unknown', '::nonsense::a', []],
    ['not broken apart', ': :notice::a', []],
  ])('are read %s', async (_, line, expected) => {
    expect(await names([line])).toEqual(expected);
  });

  it('are text between stop-commands and its token', async () => {
    const lines = ['::stop-commands::t0ken', '::notice::a', '::t0ken::', '::notice::b'];
    expect(await names(lines)).toEqual(['stop-commands=t0ken', 't0ken=', 'notice=b']);
  });

  it('on standard error count too', async () => {
    const { annotations } = await run({ main: `console.error('::error title=T%3A::a')` });
    expect(annotations).toEqual([{ level: 'error', message: 'a', properties: { title: 'T:' } }]);
  });

  it('show debug messages in debug mode only', async () => {
    const main = `console.log('::debug::d')`;
    expect((await run({ main })).log).toBe('');
    expect((await run({ main, debug: true })).main.log).toBe('##[debug]d');
  });
});

describe('masks', () => {
  it('hide the secrets of the workflow, and those of the action from then on', async () => {
    const { log, outputs, outputsDroppedAsJobOutputs, stateShown } = await run({
      main: `console.log('before: s3cret'); console.log('::add-mask::s3cret');
        console.log('after: s3cret, known-one');
        file('OUTPUT', 'id=1\\ntoken=x s3cret\\n'); file('STATE', 'kept=s3cret\\n')`,
      secrets: ['known-one'],
    });
    expect(log).toBe('before: s3cret\nafter: ***, ***');
    expect(outputs.token).toBe('x s3cret');
    expect(outputsDroppedAsJobOutputs).toEqual(['token']);
    expect(stateShown).toBe('kept = ***');
  });
});
