import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Masks } from './masks.ts';

export interface JobOptions {
  /** What the workflow has in `secrets.*`: hidden from the start. */
  readonly secrets?: readonly string[];
  /** Default: an empty folder of the job's own. */
  readonly workspace?: string;
}

/** What the steps of one job share. */
export interface Job {
  readonly workspace: string;
  /** `RUNNER_TEMP`. */
  readonly temp: string;
  /** Where command files are. */
  readonly commandFiles: string;
  readonly masks: Masks;
  /** What steps wrote into `GITHUB_ENV`. */
  readonly env: Record<string, string>;
  /** What steps wrote into `GITHUB_PATH`, the newest first. */
  readonly path: string[];
  /** Ends the job: its temporary files go. */
  remove(): Promise<void>;
}

/** Makes the surroundings in which steps run one after another. */
export async function startJob({ secrets = [], workspace }: JobOptions = {}): Promise<Job> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'job-')));
  const folder = async (name: string): Promise<string> => {
    const path = join(root, name);
    await mkdir(path);
    return path;
  };
  const masks = new Masks();
  for (const secret of secrets) masks.add(secret);
  return {
    workspace: workspace ?? (await folder('workspace')),
    temp: await folder('_temp'),
    commandFiles: join(root, '_runner_file_commands'),
    masks,
    env: {},
    path: [],
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
