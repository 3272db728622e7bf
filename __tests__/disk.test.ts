import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../sandbox/runner/job.ts';
import { startStep } from '../sandbox/runner/step.ts';
import { cutAfter } from '../sandbox/tenant/faults.ts';
import { ranged } from '../sandbox/tenant/ranges.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { actionFolder } from './support/manifest.ts';
import { requestLines } from './support/request-lines.ts';
import { contents, fill } from './support/workspace.ts';
import { withLinks } from './support/with-links.ts';

const at = '/api/v1/thing';
const mebibyte = 1024 * 1024;
const large = 'x'.repeat(3 * mebibyte);

/** Tests of what this system does not support, or does not permit, are skipped. */
const describeOnLinux = process.platform === 'linux' ? describe : describe.skip;
const describeWithLinks = process.platform === 'win32' ? describe.skip : describe;
const describeForUsers = process.getuid?.() === 0 ? describe.skip : describeWithLinks;
let tenant: Tenant;
let job: Job;

beforeEach(async () => {
  tenant = await startTenant();
  job = await startJob();
});

afterEach(async () => {
  await job.remove();
  await tenant.close();
});

/** Runs the bundle. @returns its errors, and its requests without the token request */
async function run(inputs: Readonly<Record<string, string>>, through: readonly string[] = []) {
  const step = await startStep({
    action: actionFolder,
    with: {
      'tenant-url': tenant.url,
      'client-id': tenant.client.id,
      'client-secret': tenant.client.secret,
      path: at,
      ...inputs,
    },
    job,
    through,
  });
  const { annotations } = await step.main.result;
  const requests = requestLines(tenant.journal).filter((request) => request.includes(at));
  await step.finish();
  return { errors: annotations.map(({ message }) => message), requests };
}

/** All names in a folder of the job, links and parts included. */
function names(folder = job.workspace): string[] {
  return readdirSync(folder).sort();
}

function inWorkspace(name: string): string {
  return path.join(job.workspace, name);
}

/** Runs this during the token request, which is after the inputs were checked. */
function afterTheCheck(work: () => void): void {
  tenant.script('POST /oauth/token', [
    async ({ pass }) => {
      work();
      await pass();
    },
  ]);
}

/** A shell that limits files to 1 MiB, like a full disk. */
const limited = ['bash', '-c', 'ulimit -f 1024; exec "$@"', 'bash'];

/**
 * Makes a folder read-only, even for root if the file system supports that.
 * @returns a function that undoes it; undefined if it cannot be done
 */
function lock(folder: string): (() => void) | undefined {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o555);
    return () => {
      chmodSync(folder, 0o755);
    };
  }
  try {
    execFileSync('chattr', ['+i', folder], { stdio: 'ignore' });
    return () => {
      execFileSync('chattr', ['-i', folder]);
    };
  } catch {
    console.warn('Skipped: nothing can be kept from root here');
    return undefined;
  }
}

describeOnLinux('a disk that is full', () => {
  it('fails the step with one error, names the file, and leaves no partial file', async () => {
    tenant.script(`GET ${at}`, [{ status: 200, body: large }]);
    fill(job.workspace, { 'a.bin': 'old' });
    const { errors, requests } = await run({ 'response-file': 'a.bin' }, limited);
    expect(errors).toEqual([
      `${inWorkspace('a.bin')} cannot be written: the file is larger than the system allows`,
    ]);
    expect(requests).toEqual([`GET ${at} 200`]);
    expect(contents(job.workspace)).toEqual(new Map([['a.bin', 'old']]));
    expect(names()).toEqual(['a.bin']);
  });

  it('requests no further page of a list, and names the disk as the cause', async () => {
    const page = (next: number) => {
      const links = { next: { href: `${tenant.url}${at}?n=${String(next)}` } };
      return { status: 200, json: { data: [large.slice(0, 900_000)], links } };
    };
    tenant.script(`GET ${at}`, [page(2), page(3), page(4)]);
    const { errors, requests } = await run(
      { 'response-file': 'a.json', paginate: 'true' },
      limited,
    );
    expect(errors).toEqual([expect.stringContaining('a.json cannot be written')]);
    expect(requests).toEqual([`GET ${at} 200`, `GET ${at}?n=2 200`]);
    expect([names(), names(job.temp)]).toEqual([[], []]);
  });

  it('fails the step for a file that the action chose, too', async () => {
    tenant.script(`GET ${at}`, [{ status: 200, body: large }]);
    const { errors } = await run({}, limited);
    expect(errors).toEqual([expect.stringMatching(/qlik-cloud-response-.* cannot be written/u)]);
    expect(names(job.temp)).toEqual([]);
  });

  it('ends a resumed download at once', async () => {
    const content = Buffer.from(large);
    const answer = cutAfter(mebibyte / 2, () => ({ ...ranged(content), body: content }));
    tenant.script(`GET ${at}`, [
      answer,
      ({ entry, response }) => {
        const { status, headers, body } = ranged(content, entry.headers);
        response.writeHead(status, headers).end(body);
      },
    ]);
    const { errors, requests } = await run({ 'response-file': 'a.bin' }, limited);
    expect(errors).toEqual([expect.stringContaining('a.bin cannot be written')]);
    expect(requests).toEqual([`GET ${at} 200`, `GET ${at} 206`]);
    expect(names()).toEqual([]);
  });
});

describe('a folder that may not be written to', () => {
  withLinks('is named before anything is asked', async () => {
    mkdirSync(inWorkspace('locked'));
    const unlock = lock(inWorkspace('locked'));
    if (unlock === undefined) return;
    try {
      const { errors } = await run({ 'response-file': 'locked/a.bin' });
      expect(errors).toEqual([
        expect.stringContaining('`response-file`: "locked/a.bin" cannot be written: no permission'),
      ]);
      expect(tenant.journal).toEqual([]);
    } finally {
      unlock();
    }
  });

  withLinks('is named when it has become so meanwhile', async () => {
    mkdirSync(inWorkspace('locked'));
    let unlock: (() => void) | undefined;
    afterTheCheck(() => {
      unlock = lock(inWorkspace('locked'));
    });
    tenant.script(`GET ${at}`, [{ status: 200, body: large }]);
    const { errors } = await run({ 'response-file': 'locked/a.bin' });
    if (unlock === undefined) return;
    unlock();
    expect(errors).toEqual([`${inWorkspace('locked/a.bin')} cannot be written: no permission`]);
    expect(names(inWorkspace('locked'))).toEqual([]);
  });
});

describe('a path that is taken', () => {
  it('by a folder that was created in the meantime is left as it is', async () => {
    tenant.script(`GET ${at}`, [{ status: 200, body: large }]);
    afterTheCheck(() => {
      fill(job.workspace, { 'a.bin/inside': 'old' });
    });
    const { errors } = await run({ 'response-file': 'a.bin' });
    expect(errors).toEqual([
      expect.stringMatching(/a\.bin cannot be written: (it is a folder|no permission)$/u),
    ]);
    expect(contents(job.workspace)).toEqual(new Map([['a.bin/inside', 'old']]));
    expect(names()).toEqual(['a.bin']);
  });

  withLinks('by a link is taken over, and where the link leads nothing happens', async () => {
    tenant.script(`GET ${at}`, [{ status: 200, body: 'new' }]);
    fill(job.temp, { victim: 'old' });
    symlinkSync(path.join(job.temp, 'victim'), inWorkspace('a.bin'));
    const { errors } = await run({ 'response-file': 'a.bin' });
    expect(errors).toEqual([]);
    expect(readFileSync(path.join(job.temp, 'victim'), 'utf8')).toBe('old');
    expect(lstatSync(inWorkspace('a.bin')).isFile()).toBe(true);
    expect(readFileSync(inWorkspace('a.bin'), 'utf8')).toBe('new');
  });

  it('by another step at the same time gets the complete response of one of them', async () => {
    const bodies = ['a'.repeat(4 * mebibyte), 'b'.repeat(2 * mebibyte)];
    let arrived = 0;
    let go = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      go = resolve;
    });
    // Both have begun to write before either gets its end.
    tenant.script(
      `GET ${at}`,
      bodies.map((body) => async ({ response }) => {
        response.writeHead(200, { 'content-length': String(body.length) });
        response.write(body.slice(0, mebibyte));
        if (++arrived === bodies.length) go();
        await both;
        response.end(body.slice(mebibyte));
      }),
    );
    const done = await Promise.all(bodies.map(() => run({ 'response-file': 'a.bin' })));
    expect(done.map(({ errors }) => errors)).toEqual([[], []]);
    expect(bodies).toContain(readFileSync(inWorkspace('a.bin'), 'utf8'));
    expect(names()).toEqual(['a.bin']);
  });
});

describeWithLinks('a link that leads out of the workspace', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['is not written through', { 'response-file': 'out/a.bin' }],
    ['is not sent', { method: 'POST', 'body-file': 'out/secret' }],
    ['is not sent in a form', { method: 'POST', 'form-files': 'file=out/secret' }],
  ];
  it.each(cases)('%s', async (_, inputs) => {
    fill(job.temp, { 'elsewhere/secret': 'x' });
    symlinkSync(path.join(job.temp, 'elsewhere'), inWorkspace('out'));
    const { errors } = await run(inputs);
    expect(errors).toEqual([expect.stringMatching(/"out\/\w+(\.bin)?" leaves the workspace/u)]);
    expect(tenant.journal).toEqual([]);
    expect(names(path.join(job.temp, 'elsewhere'))).toEqual(['secret']);
  });
});

describe('a file that is sent', () => {
  it.each([
    [
      'is gone',
      () => {
        rmSync(inWorkspace('a.bin'));
      },
      '"a.bin" cannot be read',
    ],
    [
      'has grown',
      () => {
        appendFileSync(inWorkspace('a.bin'), 'y');
      },
      '"a.bin" changed size while it was being sent',
    ],
  ] as const)('is an error if it %s in the meantime', async (_, work, error) => {
    fill(job.workspace, { 'a.bin': large });
    afterTheCheck(work);
    tenant.script(`POST ${at}`, [{ status: 200, body: '' }]);
    const { errors } = await run({ method: 'POST', 'body-file': 'a.bin' });
    expect(errors).toEqual([error]);
  });
});

describeOnLinux('a file that is sent', () => {
  it('is an error if the system fails to read it', async () => {
    // Of this file not even root can read the first byte.
    const { errors } = await run({ method: 'POST', 'form-files': 'file=/proc/self/mem' });
    expect(errors).toEqual([
      expect.stringContaining('"/proc/self/mem" is empty, and is sent that way'),
      '"/proc/self/mem" cannot be read',
    ]);
  });
});

describeForUsers('a file that is sent', () => {
  it('is named before any request if it may not be read', async () => {
    fill(job.workspace, { 'a.bin': large });
    chmodSync(inWorkspace('a.bin'), 0o000);
    const { errors } = await run({ method: 'POST', 'body-file': 'a.bin' });
    expect(errors).toEqual([
      expect.stringContaining('`body-file`: "a.bin" cannot be read: no permission'),
    ]);
    expect(tenant.journal).toEqual([]);
  });
});
