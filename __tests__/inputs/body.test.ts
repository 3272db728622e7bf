import { describe, expect, it } from '@jest/globals';
import { isJsonType } from '../../src/inputs/body.ts';

describe('a JSON Content-Type', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    ' application/json ;x',
    'application/merge-patch+json',
  ])('is %s', (type) => {
    expect(isJsonType(type)).toBe(true);
  });

  it.each(['text/json', 'application/x-ndjson', 'application/json-seq', 'application/jsonx', ''])(
    'is not %j',
    (type) => {
      expect(isJsonType(type)).toBe(false);
    },
  );
});
