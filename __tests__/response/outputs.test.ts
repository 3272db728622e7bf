import { describe, expect, it } from '@jest/globals';
import { locationId } from '../../src/response/outputs.ts';

describe('location-id', () => {
  it.each([
    ['/api/v1/temp-contents/a%20b', 'a b'],
    ['https://acme.example/api/v1/apps/1/?x=2#y', '1'],
    ['relative', 'relative'],
    ['/broken/%zz', '%zz'],
    ['/', undefined],
    ['https://[', undefined],
    [undefined, undefined],
  ])('of %j is %j', (location, id) => {
    expect(locationId(location)).toBe(id);
  });
});
