/**
 * `npm run picture`: draws docs/run-light.png and docs/run-dark.png, the log and the job summary of a
 * real run in the sandbox. For maintainers, after either has changed: it needs the built action, a font
 * with emoji, and Chromium, as `CHROMIUM` or on the PATH.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { startStep } from '../sandbox/runner/step.ts';
import { startTenant } from '../sandbox/tenant/tenant.ts';
import { root } from './paths.ts';
import { type LookName, looks, page, type ShownStep } from './picture-page.ts';

const run = promisify(execFile);

/** The width of GitHub's page and of a README, in CSS pixels. */
const width = 800;

/** Pixels of the picture for one CSS pixel. */
const scale = 2;

const chromium = process.env.CHROMIUM ?? 'chromium';

interface Run {
  readonly steps: readonly ShownStep[];
  readonly summary: string;
}

/** A reload with a wait, on a tenant that is busy at first. */
async function reload(): Promise<Run> {
  const tenant = await startTenant();
  try {
    const { url, client } = tenant;
    tenant.script('POST /api/v1/reloads', [
      { status: 429, headers: { 'retry-after': '2' } },
      { status: 201, json: { id: reloadId, status: 'QUEUED' } },
    ]);
    const look = (status: string) => ({ status: 200, json: { id: reloadId, status } });
    tenant.script(`GET /api/v1/reloads/${reloadId}`, [
      look('QUEUED'),
      ...Array<ReturnType<typeof look>>(3).fill(look('RELOADING')),
      look('SUCCEEDED'),
    ]);
    const began = Date.now();
    const step = await startStep({
      action: root,
      with: {
        'tenant-url': url,
        'client-id': client.id,
        'client-secret': client.secret,
        path: '/api/v1/reloads',
        method: 'POST',
        body: '{"appId":"ad3ff9b6-37c0-4f0b-9a3e-1f6b0a4a7c11"}',
        wait: 'true',
        summary: 'true',
      },
    });
    const { lines } = await step.main.result;
    const took = seconds(Date.now() - began);
    const { post, summary, succeeded } = await step.finish();
    if (!succeeded || post === undefined) throw new Error('the step failed: is the action built?');
    const folded = { kind: 'text', text: '▸ Run OWNER/REPO@v1' } as const;
    return {
      steps: [
        { title: 'Reload the app', took, lines: [folded, ...lines] },
        { title: 'Post Reload the app', took: 0, lines: post.lines },
      ],
      summary,
    };
  } finally {
    await tenant.close();
  }
}

const reloadId = '66a0f1d2c3b4a5968778695a';

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}

/** @returns what Chromium prints */
async function browse(profile: string, file: string, args: readonly string[]): Promise<string> {
  const flags = [
    '--headless',
    // Chromium refuses to run as root with one, as in a container; the page is our own.
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--disable-lcd-text',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    '--no-first-run',
    `--user-data-dir=${profile}`,
    `--force-device-scale-factor=${String(scale)}`,
  ];
  const { stdout } = await run(chromium, [...flags, ...args, pathToFileURL(file).href]);
  return stdout;
}

async function draw(folder: string, look: LookName, { steps, summary }: Run): Promise<void> {
  const file = join(folder, `${look}.html`);
  const profile = join(folder, `${look}-profile`);
  await writeFile(file, page(look, steps, summary));
  const size = (height: string): string => `--window-size=${String(width)},${height}`;
  const dom = await browse(profile, file, ['--dump-dom', size('400')]);
  const height = /data-height="(\d+)"/.exec(dom)?.[1];
  if (height === undefined) throw new Error('the page does not tell its height');
  const picture = join(root, 'docs', `run-${look}.png`);
  await browse(profile, file, [`--screenshot=${picture}`, size(height)]);
}

const folder = await mkdtemp(join(tmpdir(), 'picture-'));
try {
  const ran = await reload();
  for (const look of Object.keys(looks) as LookName[]) await draw(folder, look, ran);
} finally {
  await rm(folder, { recursive: true, force: true });
}
