import { expect, it } from '@jest/globals';
import { retryAfter } from '../../src/http/policy.ts';

const now = Date.UTC(2026, 0, 1, 12);

it.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  // seconds
  ['0', 0],
  ['1', 1000],
  ['007', 7000],
  ['301', 301_000],
  // the three forms of a date, RFC 9110 section 5.6.7
  ['Thu, 01 Jan 2026 12:01:00 GMT', 60_000],
  ['Thursday, 01-Jan-26 12:01:00 GMT', 60_000],
  ['Thu Jan  1 12:01:00 2026', 60_000],
  // a time gone by
  ['Thu, 01 Jan 2026 11:00:00 GMT', undefined],
  ['Thu, 01 Jan 2026 12:00:00 GMT', undefined],
  // anything else
  ['', undefined],
  [' 1', undefined],
  ['1 ', undefined],
  ['-1', undefined],
  ['+1', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['1, 1', undefined],
  ['soon', undefined],
  ['soon 1', undefined],
  ['Someday, 1', undefined],
  ['2026-01-01T12:01:00Z', undefined],
  ['Thu, 99 Jan 2026 12:01:00 GMT', undefined],
  ['Thu Jan  1 12:01:00 2026 GMT', undefined],
  ['Thu, 01 Jan 2026 12:01:00 +0100', undefined],
  ['x Thu, 01 Jan 2026 12:01:00 GMT', undefined],
])('%j is %j ms', (value, ms) => {
  expect(retryAfter(value, undefined, now)).toBe(ms);
});

it.each([
  [
    "the runner's clock is ahead",
    'Thu, 01 Jan 2026 11:00:00 GMT',
    'Thu, 01 Jan 2026 11:00:05 GMT',
    5000,
  ],
  [
    "the runner's clock is behind",
    'Thu, 01 Jan 2026 13:00:00 GMT',
    'Thu, 01 Jan 2026 13:00:05 GMT',
    5000,
  ],
  [
    'it is past for the server',
    'Thu, 01 Jan 2026 13:00:00 GMT',
    'Thu, 01 Jan 2026 12:30:00 GMT',
    undefined,
  ],
  ['the answer has a Date that is none', 'now', 'Thu, 01 Jan 2026 12:00:05 GMT', 5000],
])("a date is reckoned against the answer's own: %s", (_, date, value, ms) => {
  expect(retryAfter(value, date, now)).toBe(ms);
});
