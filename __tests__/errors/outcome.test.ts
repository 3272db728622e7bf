import { describe, expect, it } from '@jest/globals';
import { traceIdOf } from '../../src/errors/outcome.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';

describe('the trace id of a response', () => {
  it.each<[Record<string, string>, string | undefined]>([
    [{}, undefined],
    [{ 'x-b3-traceid': trace }, trace],
    [{ traceparent: `00-${trace}-b7ad6b7169203331-01` }, trace],
    [{ traceparent: 'nonsense' }, undefined],
    [{ 'x-b3-traceid': 'short' }, undefined],
    [{ 'x-b3-traceid': 'a'.repeat(65) }, undefined],
    [{ 'x-b3-traceid': `${trace}\n::x::` }, undefined],
  ])('of %j is %j', (headers, id) => {
    expect(traceIdOf(headers)).toBe(id);
  });
});
