import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readState } from '../src/state.ts';

describe('the saved state', () => {
  const inFolder = path.resolve('contexts.yml');

  it('without a context has no context', () => {
    const saved = JSON.stringify({ place: { file: inFolder, shown: 'f' }, name: 'ci' });
    expect(readState(() => saved).context).toEqual({
      place: { file: inFolder, shown: 'f' },
      name: 'ci',
      before: undefined,
      dangling: false,
      made: { folder: false, file: false },
      fingerprints: [],
    });
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"name":"ci"}',
    '{"place":"/h","name":"ci"}',
    '{"place":{"file":"/h","shown":"f"},"name":{}}',
    '{"place":{"file":"h","shown":"f"},"name":"ci"}',
  ])('has no context for %p', (text) => {
    expect(readState(() => text).context).toBeUndefined();
  });
});
