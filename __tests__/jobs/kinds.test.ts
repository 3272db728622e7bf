import { describe, expect, it } from '@jest/globals';
import { jobKinds, matchPath } from '../../src/jobs/kinds.ts';

describe('the table of known jobs', () => {
  it('says of no state two things', () => {
    for (const { running, well, warns = [], bad } of jobKinds) {
      const all = [...running, ...well, ...warns, ...bad];
      expect(new Set(all).size).toBe(all.length);
      expect(all).toEqual(all.map((state) => state.toLowerCase()));
    }
  });
});

it('a path with an empty id, or with more than the pattern has, is no match', () => {
  expect(matchPath('/a/{id}', '/a/')).toBeUndefined();
  expect(matchPath('/a', '/a/b')).toBeUndefined();
});
