import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { lastResults, measureAll } from '../../scripts/comparison.ts';

/** Of bash and the other programs that the scripts need, only Linux has the right ones for sure. */
function canRun(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const [, major = 0, minor = 0] = /^curl (\d+)\.(\d+)/u.exec(version('curl')) ?? [];
    version('jq');
    return Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 83);
  } catch {
    return false;
  }
}

const version = (program: string): string =>
  execFileSync(program, ['--version'], { encoding: 'utf8' });

(canRun() ? describe : describe.skip)('the tools that docs/comparison.md compares', () => {
  it('do what the page says (needs Linux, curl 7.83 and jq)', async () => {
    expect(await measureAll()).toEqual(lastResults());
  }, 240_000);
});
