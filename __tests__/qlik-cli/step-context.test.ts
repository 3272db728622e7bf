import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contextKeeper, removeContext } from '../../src/qlik-cli/step-context.ts';
import { readState } from '../../src/state.ts';
import { memoryRunner } from '../support/memory-runner.ts';
import { withLinks } from '../support/with-links.ts';

const server = 'https://acme.eu.qlikcloud.com';

/** A thousand million lists, if all aliases were expanded. */
const bomb = Array.from(
  { length: 9 },
  (_, i) =>
    `a${String(i)}: &a${String(i)} [${Array(10)
      .fill(i === 0 ? '1' : `*a${String(i - 1)}`)
      .join(', ')}]\n`,
).join('');

let home: string;
let folder: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'qlik-cli-'));
  folder = path.join(home, '.qlik');
  file = path.join(folder, 'contexts.yml');
});

afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

type Step = ReturnType<typeof memoryRunner>;

/** A step with a home folder. */
function step(): Step {
  return memoryRunner({}, { HOME: home, USERPROFILE: home });
}

/** Adds a context. @returns a function that updates its token */
async function addContext(
  runner: Step,
  name: string,
  origin: string,
  token: string,
): Promise<(token: string) => Promise<void>> {
  const keep = contextKeeper(runner, name, origin);
  await keep(token);
  return keep;
}

/** The post step of a step whose main has run. */
async function post(runner: Step): Promise<void> {
  const state = readState(runner.getState).context;
  if (state === undefined) throw new Error('nothing was saved');
  await removeContext(runner, state);
}

function given(text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
}

describe('the contexts file of qlik-cli', () => {
  withLinks('is for this user alone, also where it was not', async () => {
    given('contexts: {}\n');
    chmodSync(file, 0o644);
    await addContext(step(), 'ci', server, 'token-1');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['contexts.yml']);
  });

  withLinks('has a folder for this user alone, which goes with it', async () => {
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await post(runner);
    expect(readdirSync(home)).toEqual([]);
  });

  it('is removed without a folder that existed before, or that others now use', async () => {
    mkdirSync(folder);
    const first = step();
    await addContext(first, 'ci', server, 'token-1');
    await post(first);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
    const second = step();
    await addContext(second, 'ci', server, 'token-1');
    writeFileSync(path.join(folder, 'others'), '');
    await post(second);
    expect(readdirSync(folder)).toEqual(['others']);
  });

  for (const place of ['.qlik/contexts.yml', '.qlik'])
    withLinks(`is not reached through a link in the place of ${place}`, async () => {
      const elsewhere = path.join(home, 'elsewhere');
      mkdirSync(elsewhere);
      writeFileSync(path.join(elsewhere, 'contexts.yml'), 'contexts: {}\n');
      const link = path.join(home, place);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(place === '.qlik' ? elsewhere : path.join(elsewhere, 'contexts.yml'), link);
      await expect(addContext(step(), 'ci', server, 'token-1')).rejects.toThrow(
        /~\/\.qlik\/contexts\.yml cannot be read: (it|~\/\.qlik) is a link/u,
      );
      expect(readFileSync(path.join(elsewhere, 'contexts.yml'), 'utf8')).toBe('contexts: {}\n');
    });

  withLinks('is left alone by post too where a link stands in its place by now', async () => {
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    const elsewhere = path.join(home, 'elsewhere.yml');
    writeFileSync(elsewhere, readFileSync(file));
    rmSync(file);
    symlinkSync(elsewhere, file);
    await post(runner);
    expect(readFileSync(elsewhere, 'utf8')).toContain('token-1');
    expect(runner.left.warnings).toEqual([
      expect.stringMatching(
        /^qlik-cli: the context "ci" was not removed: .* is a link, .*by hand$/u,
      ),
    ]);
  });

  it('that cannot be written causes an error that names it, and leaves nothing beside it', async () => {
    given('contexts: {}\n');
    const runner = step();
    const adding = addContext(
      {
        ...runner,
        saveState: () => {
          rmSync(folder, { recursive: true });
          writeFileSync(folder, '');
        },
      },
      'ci',
      server,
      'token-1',
    );
    await expect(adding).rejects.toThrow(/~\/\.qlik\/contexts\.yml cannot be written: /u);
    expect(readdirSync(home)).toEqual(['.qlik']);
  });
});

describe('a contexts file in another style', () => {
  it('keeps odd numbers and odd names', async () => {
    given('a: 007\nb: 12345678901234567890\n? x\n: on\ncontexts: { "1": {} }\n');
    const runner = step();
    await addContext(runner, 'me@cloud', server, 'token-1');
    await post(runner);
    const left = readFileSync(file, 'utf8');
    for (const kept of ['a: 007\n', 'b: 12345678901234567890\n', 'on', '"1"'])
      expect(left).toContain(kept);
  });

  it('whose map is on one line keeps its entries when our context is removed', async () => {
    given('{ contexts: { home: {} }, note: mine }\n');
    const [first, second] = [step(), step()];
    await addContext(first, 'one', server, 'token-1');
    await addContext(second, 'two', server, 'token-2');
    await post(second);
    await post(first);
    expect(parse(readFileSync(file, 'utf8'))).toEqual({ contexts: { home: {} }, note: 'mine' });
  });

  it('that is not UTF-8 is refused, because writing it back would change it', async () => {
    const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.of(0xe9), Buffer.from('\n')]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
    await expect(addContext(step(), 'ci', server, 'token-1')).rejects.toThrow(
      '~/.qlik/contexts.yml cannot be read: it is not UTF-8',
    );
    expect(readFileSync(file)).toEqual(bytes);
  });

  it.each(['current-context: gone\n', 'current-context: ""\n'])(
    'whose current context does not exist (%j) gets it back exactly',
    async (line) => {
      const text = `${line}contexts:\n  home: {}\n`;
      given(text);
      const runner = step();
      await addContext(runner, 'ci', server, 'token-1');
      await post(runner);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('with folded text, or with maps as names, is accepted', async () => {
    given('  contexts:\n    ? { a: b }\n    : 1\n    home: {}\n  note: mine\n');
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    expect(readFileSync(file, 'utf8')).toMatch(/^\s*current-context: ci$/mu);
    await post(runner);
    const left = readFileSync(file, 'utf8');
    for (const kept of ['home: {}', 'note: mine', '{ a: b }']) expect(left).toContain(kept);
    expect(left).not.toContain('token-1');
  });

  it('that is nested too deeply causes an error', async () => {
    given(`contexts: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`);
    await expect(addContext(step(), 'ci', server, 'token-1')).rejects.toThrow(
      'it is nested too deeply',
    );
  });

  it('that the system refuses to read causes an error that says why', async () => {
    const far = memoryRunner(
      {},
      { HOME: `/${'x'.repeat(300)}`, USERPROFILE: `C:\\${'x'.repeat(300)}` },
    );
    await expect(addContext(far, 'ci', server, 'token-1')).rejects.toThrow(
      /contexts\.yml cannot be (read|written): (its name is too long|E[A-Z]+)$/u,
    );
  });

  it('that is designed to be slow is not slow', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `k${String(i)}: 1\n`).join('');
    given(`${many}contexts: {}\n`);
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    await post(runner);
    expect(readFileSync(file, 'utf8')).toContain('k59999: 1\ncontexts: {}\n');
  });

  it('is found again if a later step has set another home folder', async () => {
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    await post({ ...runner, env: () => '/nowhere' });
    expect(readdirSync(home)).toEqual([]);
  });

  it.each([
    ['without an end of its last line', 'contexts:\n  home:\n    server: x'],
    ['whose last entry is empty', 'contexts:\n  home:\n'],
    ['whose contexts stand on the line of their key', 'contexts: { home: { server: x } }\n'],
    ['with keys that are no text', '? [a, b]\n: 1\ncontexts:\n  home: { server: x }\n'],
    ['with a current context that is none', 'current-context:\ncontexts:\n  home: {}\n'],
    [
      'of lists and anchors',
      'x: &a [1]\ny: *a\ncontexts:\n  - &b c\n'.replace('- &b c', 'home: *a'),
    ],
    ['with more references than anybody follows', `${bomb}contexts:\n  home: {}\n`],
    ['that is empty', ''],
    ['whose contexts are none yet', 'note: mine\ncontexts:\n'],
    ['whose contexts are none yet, in a file without an end of line', 'other: 1\ncontexts:'],
    ['without any contexts', 'other: 1\n'],
  ])('%s gets our context, and loses it again', async (_, text) => {
    given(text);
    const runner = step();
    const renew = await addContext(runner, 'ci', server, 'token-1');
    expect(readFileSync(file, 'utf8')).toContain('Bearer token-1');
    expect(readFileSync(file, 'utf8')).toMatch(/^current-context: ci$/mu);
    await renew('token-2');
    expect(readFileSync(file, 'utf8')).toContain('Bearer token-2');
    await post(runner);
    const left = readFileSync(file, 'utf8');
    expect(left).not.toContain('token');
    if (!text.includes('current-context')) expect(left).not.toMatch(/^current-context/mu);
    if (text.includes('home')) expect(left).toContain('home');
    if (text.startsWith('contexts:\n')) expect(left.trimEnd()).toBe(text.trimEnd());
    expect(runner.left.warnings).toEqual([]);
  });
});

describe('two steps in one job', () => {
  it('each remove their own context, and the context before the first is current in the end', async () => {
    given('current-context: home\ncontexts:\n  home:\n    server: https://home.example\n');
    const before = readFileSync(file, 'utf8');
    const [first, second] = [step(), step()];
    await addContext(first, 'one', server, 'token-1');
    await addContext(second, 'two', server, 'token-2');
    expect(readFileSync(file, 'utf8')).toMatch(/^current-context: two$/mu);
    // The runner runs the post steps in reverse.
    await post(second);
    expect(readFileSync(file, 'utf8')).toMatch(/^current-context: one$/mu);
    await post(first);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('leave no current context that does not exist', async () => {
    const [first, second] = [step(), step()];
    await addContext(first, 'one', server, 'token-1');
    await addContext(second, 'two', server, 'token-2');
    await post(first);
    expect(readFileSync(file, 'utf8')).toMatch(/^current-context: two$/mu);
    await post(second);
    expect(readFileSync(file, 'utf8')).toBe('contexts: {}\n');
  });
});

describe('our context', () => {
  it('that another step has replaced stays, and is not renewed', async () => {
    const runner = step();
    const renew = await addContext(runner, 'ci', server, 'token-1');
    const theirs = readFileSync(file, 'utf8').replace('token-1', 'token-of-another-step');
    writeFileSync(file, theirs);
    await renew('token-2');
    await post(runner);
    expect(readFileSync(file, 'utf8')).toBe(theirs);
    expect(runner.left.log.join('\n')).toContain(
      'was replaced in the meantime, and is left as it is',
    );
  });

  it('that is gone causes no warning', async () => {
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    rmSync(file);
    await post(runner);
    expect(runner.left.warnings).toEqual([]);
    expect(runner.left.log.join('\n')).toContain('no longer exists');
  });

  it('is added to a map on one line, and found in an odd layout', async () => {
    given('{ contexts: { home: { server: x }, odd: 1 }, current-context: 5 }\n');
    const runner = step();
    await addContext(runner, 'ci', server, 'token-1');
    expect(readFileSync(file, 'utf8')).toContain('Bearer token-1');
    await post(runner);
    expect(readFileSync(file, 'utf8')).toContain('odd: 1');
    await expect(addContext(runner, 'odd', server, 'token-1')).rejects.toThrow('already');
  });

  it('does not fold a long token, which qlik-cli could not read', async () => {
    await addContext(step(), 'ci', server, 'x'.repeat(1500));
    expect(readFileSync(file, 'utf8')).toContain(`Authorization: Bearer ${'x'.repeat(1500)}\n`);
  });
});

describe('any contexts file', () => {
  const names = fc.constantFrom('home', 'a.b', '12', 'true', 'x-y');
  const styles = fc.record({
    indent: fc.constantFrom(2, 4),
    collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    comment: fc.constantFrom('', '# mine\n', '---\n'),
    end: fc.constantFrom('', '\n', '\n# end\n'),
  });
  const files = fc.record(
    {
      'current-context': names,
      contexts: fc.dictionary(names, fc.record({ server: fc.webUrl(), note: fc.string() })),
      other: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: [] },
  );

  it('means the same after our context was added and removed', async () => {
    const property = fc.asyncProperty(
      files,
      styles,
      async (content, { comment, end, ...style }) => {
        const before = comment + stringify(content, style).trimEnd() + end;
        given(before);
        const runner = step();
        await addContext(runner, 'ci', server, 'token-1');
        const during = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
        const entry = {
          server,
          'server-type': 'cloud',
          headers: { Authorization: 'Bearer token-1' },
        };
        expect(during).toEqual({
          ...content,
          'current-context': 'ci',
          contexts: { ...content.contexts, ci: entry },
        });
        await post(runner);
        const { 'current-context': current, ...rest } = parse(
          readFileSync(file, 'utf8'),
        ) as typeof content;
        const had = content['current-context'];
        // Also where it names no context of the file.
        expect(current).toBe(had);
        expect({ contexts: {}, ...rest, 'current-context': had }).toEqual({
          contexts: {},
          'current-context': had,
          ...content,
        });
        expect(runner.left.warnings).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});
