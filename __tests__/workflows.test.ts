import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { permissive, withSource } from '../scripts/licences.ts';
import { actionFolder } from './support/manifest.ts';

type Permissions = Readonly<Record<string, string>>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  /** A reusable workflow has no steps of its own. */
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly name?: string;
  readonly on?: object;
  readonly permissions?: Permissions;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = (name: string): string => readFileSync(path.join(actionFolder, name), 'utf8');
const folder = '.github/workflows';
const names = readdirSync(path.join(actionFolder, folder));
const workflow = (name: string): Workflow => parse(text(`${folder}/${name}`)) as Workflow;
const stepsOf = (job: Job): readonly Step[] => job.steps ?? [];

describe.each(names)('the workflow %s', (name) => {
  const { jobs, ...whole } = workflow(name);
  const steps = Object.values(jobs).flatMap(stepsOf);

  it('grants no permission at the top, and each job only what it needs', () => {
    expect(whole.permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
  });

  it('has a name, time limits and a concurrency group', () => {
    expect(whole.name).toBeTruthy();
    // A reusable workflow runs as part of its caller.
    const called = Object.keys(whole.on ?? {}).join() === 'workflow_call';
    expect(called || whole.concurrency !== undefined).toBe(true);
    for (const job of Object.values(jobs)) {
      expect(job.name).toBeTruthy();
      if (job.uses === undefined) expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
  });

  it('pins every third-party action to a commit, and names its version', () => {
    const used = text(`${folder}/${name}`)
      .split('\n')
      .filter((line) => /^\s*(?:- )?uses:/u.test(line) && !/uses: [.$]\//u.test(line));
    for (const line of used) expect(line).toMatch(/uses: [\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/u);
  });

  it('keeps no credentials in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
  });

  it('has no expression in a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});

it('the same action is pinned to the same commit in every workflow', () => {
  const pins = new Map<string, Set<string>>();
  for (const name of names)
    for (const [, action = '', pin = ''] of text(`${folder}/${name}`).matchAll(
      /uses: ([\w-]+\/[\w-]+)[\w/-]*@(.*)$/gmu,
    ))
      pins.set(action, (pins.get(action) ?? new Set()).add(pin));
  expect(pins.size).toBeGreaterThan(3);
  for (const [, found] of pins) expect([...found]).toHaveLength(1);
});

describe('a release', () => {
  const { jobs } = workflow('release.yml');
  const writes = (job: Job): boolean => Object.values(job.permissions ?? {}).includes('write');

  it('runs no npm package in a job with write permission', () => {
    const mighty = Object.values(jobs).filter(writes);
    expect(mighty).toHaveLength(3);
    for (const step of mighty.flatMap(stepsOf))
      expect(step.run ?? '').not.toMatch(/\b(?:npm|npx)\b|\.ci\/run/u);
  });

  it('is tested, then attested, then published, and only then gets the major tag', () => {
    const order = Object.entries(jobs).map(([name, { needs }]) => [name, needs]);
    expect(order).toEqual([
      ['test', undefined],
      ['attest', 'test'],
      ['publish', 'attest'],
      ['move-major', 'publish'],
    ]);
    expect(stepsOf(jobs.test ?? {}).some(({ run }) => run === '.ci/run')).toBe(true);
  });
});

interface Updates {
  readonly 'package-ecosystem': string;
  readonly cooldown?: Readonly<Record<string, number>>;
  readonly groups?: Readonly<Record<string, { readonly patterns: readonly string[] }>>;
}

describe('updates of dependencies', () => {
  const { updates } = parse(text('.github/dependabot.yml')) as { updates: readonly Updates[] };
  const npm = updates.find((one) => one['package-ecosystem'] === 'npm');

  it('wait for a week, and come in one pull request', () => {
    expect(updates).toHaveLength(2);
    for (const one of updates) {
      expect(one.cooldown?.['default-days']).toBeGreaterThanOrEqual(7);
      expect(one.groups).toBeDefined();
    }
  });

  it('that change dist come in a pull request of their own', () => {
    const { dependencies } = JSON.parse(text('package.json')) as { dependencies: object };
    const apart = npm?.groups?.dist?.patterns ?? [];
    for (const name of Object.keys(dependencies)) expect(apart).toContain(name);
  });
});

describe('licences in package-lock.json', () => {
  interface Locked {
    readonly license?: string;
    readonly dev?: boolean;
  }
  const { packages } = JSON.parse(text('package-lock.json')) as { packages: object };
  const locked = Object.entries(packages as Record<string, Locked>).filter(([at]) => at !== '');

  it('of bundled packages require no more than a notice or a link to the source', () => {
    const bundled = [...permissive, ...withSource];
    for (const [at, { license = '', dev }] of locked)
      if (dev !== true) expect([at, bundled.includes(license)]).toEqual([at, true]);
  });

  it('of the tools are known ones, and may be any since the tools are not distributed', () => {
    // The last two are those of dictionaries; one writes its licence with spaces.
    const tools = [
      ...permissive,
      ...['BlueOak-1.0.0', 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'CC-BY-SA-4.0', 'WTFPL'],
    ];
    for (const [at, { license: written = '' }] of locked) {
      const license = written.replace('CC BY-SA 4.0', 'CC-BY-SA-4.0');
      const ids = license.split(/[ ()]+|\bAND\b|\bOR\b/u).filter(Boolean);
      expect([at, ids.length > 0 && ids.every((id) => tools.includes(id))]).toEqual([at, true]);
    }
  });
});

describe.each(['bug', 'feature'])('the form for a %s', (name) => {
  interface Form {
    readonly name: string;
    readonly description: string;
    readonly body: readonly {
      readonly type: string;
      readonly id?: string;
      readonly attributes: { readonly label?: string; readonly value?: string };
    }[];
  }
  const { body, ...form } = parse(text(`.github/ISSUE_TEMPLATE/${name}.yml`)) as Form;

  it('begins with a warning not to paste a token', () => {
    expect([form.name, form.description].every(Boolean)).toBe(true);
    expect(body[0]?.type).toBe('markdown');
    expect(body[0]?.attributes.value).toContain('Never paste a token');
  });

  it('has a label and a unique id for each question', () => {
    const questions = body.filter(({ type }) => type !== 'markdown');
    const ids = questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(questions.length);
    for (const { id, attributes } of questions)
      expect([id !== undefined, Boolean(attributes.label)]).toEqual([true, true]);
  });
});
