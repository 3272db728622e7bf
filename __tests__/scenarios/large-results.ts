import { expect } from '@jest/globals';
import { answers } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const path = '/api/v1/items';
const mebibyte = 1024 * 1024;
const large = { path, select: 'text', 'response-file': 'items.json' };

export const largeResultScenarios: readonly Scenario[] = [
  {
    name: 'a result over 1 MiB is set, with a warning about where it cannot be used',
    with: large,
    // The limit is in bytes, and each of these letters takes two.
    given: answers(`GET ${path}`, { status: 200, json: { text: `${'ä'.repeat(mebibyte / 2)}a` } }),
    then: {
      warnings: [
        'The output `result` has 1048577 bytes. GitHub accepts at most 1 MiB of outputs from a job, and a ' +
          '`run:` step with more than 128 KiB in one variable of its `env:` does not start. Narrow `select`, ' +
          'or read what you need from the `response-file`',
      ],
      titles: ['result is too large'],
      also: ({ outputs }) => {
        expect(outputs.result).toHaveLength(mebibyte / 2 + 1);
      },
    },
  },
  {
    name: 'a result of 1 MiB is set without a warning',
    with: large,
    given: answers(`GET ${path}`, { status: 200, json: { text: 'ä'.repeat(mebibyte / 2) } }),
    then: {
      also: ({ outputs }) => {
        expect(outputs.result).toHaveLength(mebibyte / 2);
      },
    },
  },
  {
    name: 'a result over 1 MiB of an accepted error gets the warning too',
    with: { ...large, 'accept-status': '404' },
    given: answers(`GET ${path}`, { status: 404, json: { text: 'a'.repeat(mebibyte + 1) } }),
    then: { warnings: ['The output `result` has 1048577 bytes'], titles: ['result is too large'] },
  },
];
