import { describe, expect, it } from '@jest/globals';
import { jobKinds, matchPath } from '../../src/jobs/kinds.ts';

describe('the table of known jobs', () => {
  it('lists no state twice', () => {
    for (const { running, success, warning = [], failure } of jobKinds) {
      const all = [...running, ...success, ...warning, ...failure];
      expect(new Set(all).size).toBe(all.length);
      expect(all).toEqual(all.map((state) => state.toLowerCase()));
    }
  });
});

it('does not match a path with an empty id or a further segment', () => {
  expect(matchPath('/a/{id}', '/a/')).toBeUndefined();
  expect(matchPath('/a', '/a/b')).toBeUndefined();
});
