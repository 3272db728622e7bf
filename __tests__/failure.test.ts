import { expect, it } from '@jest/globals';
import { causeOf } from '../src/failure.ts';

it('a system error is described in words if they are known', () => {
  expect(causeOf({ code: 'ENOSPC' })).toBe('the disk is full');
  expect(causeOf({ code: 'EWHAT' })).toBe('EWHAT');
  expect(causeOf('x')).toBe('an unexpected fault');
});
