import { expect, it } from '@jest/globals';
import { encodeForm } from '../../src/http/multipart.ts';

it('an empty form has its closing boundary', () => {
  const { payload, contentType } = encodeForm([]);
  expect(payload.length).toBe(contentType.length - 'multipart/form-data; boundary='.length + 6);
});
