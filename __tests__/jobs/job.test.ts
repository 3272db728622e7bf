import { describe, expect, it } from '@jest/globals';
import { locate, recognise } from '../../src/jobs/job.ts';

const tenant = { origin: 'https://acme.example' };

describe('a known job', () => {
  const recognised = recognise('POST', '/api/v1/reloads');
  if (recognised === undefined) throw new Error('a reload is not recognised');
  const plan = { ...recognised, doneWhen: undefined, failWhen: undefined };

  it('is not recognised by another method or path', () => {
    expect(recognise('PUT', '/api/v1/reloads')).toBeUndefined();
    expect(recognise('POST', '/api/v1/reloads/')).toBeUndefined();
  });

  it('may have a number as its id, or a very long id', () => {
    expect(locate(plan, tenant, { id: 7 }, (text) => text).url.pathname).toBe('/api/v1/reloads/7');
    const { name, stopUrl } = locate(plan, tenant, { id: 'x'.repeat(500) }, (text) => text);
    expect([name.length, stopUrl?.pathname.length]).toEqual(['reload '.length + 100, 531]);
    expect(() => locate(plan, tenant, null, (text) => text)).toThrow('has no id');
  });

  it('may have an id deep in the response, but not one that would be rounded', () => {
    const deep = { ...plan, kind: { ...plan.kind, poll: '/api/v1/ml/versions/{data.id}' } };
    const answer = { id: 7, data: { id: 'v1' } };
    const { url } = locate(deep, tenant, answer, (text) => text);
    expect(url.pathname).toBe('/api/v1/ml/versions/v1');
    expect(() =>
      locate(
        plan,
        tenant,
        answer,
        (text) => text,
        (value) => value === 7,
      ),
    ).toThrow('has a number for id that JavaScript cannot represent exactly');
  });
});
