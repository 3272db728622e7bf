import { homedir } from 'node:os';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { placeOf } from '../../src/qlik-cli/contexts-file.ts';
import { memoryRunner } from '../support/memory-runner.ts';

/** The file for an environment on a system. */
function fileOn(platform: NodeJS.Platform, env: Readonly<Record<string, string>>): string {
  return placeOf({ ...memoryRunner({}, env), platform }).file;
}

describe('the place of the contexts file', () => {
  it.each([
    ['linux', { HOME: '/home/a', USERPROFILE: '/users/b' }, '/home/a'],
    ['win32', { HOME: '/home/a', USERPROFILE: '/users/b' }, '/users/b'],
    ['linux', {}, homedir()],
  ] as const)("is the user's home, as Go finds it (%s, %j)", (platform, env, home) => {
    expect(fileOn(platform, env)).toBe(path.join(home, '.qlik', 'contexts.yml'));
  });
});
