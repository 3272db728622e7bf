import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptStatus } from '../../src/inputs/parsers.ts';
import { failureOfParts } from '../../src/response/failed-parts.ts';
import { commandsIn, hostileText } from '../support/hostile.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const request = { method: 'POST', url: new URL('https://acme.example/api/v1/things?q=1') };
const head = { status: 207, headers: {} };

it('any 207 is reported in one short line, without a workflow command or a secret', () => {
  const text = hostileText('log', 6);
  const value = fc.oneof(
    text.map((said) => `hunter22-hunter22 ${said}`),
    fc.constantFrom<unknown>(400, '404', 200, 'error', null, false, [], {}, 1e9),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const keys = 'status code title detail error errors errorMessage valid subject id resource';
  const fields = fc.dictionary(fc.constantFrom(...keys.split(' ')), value, { maxKeys: 6 });
  const body = fc.oneof(
    fields,
    fc.array(fields, { maxLength: 40 }),
    fc.record({ data: fc.array(fields, { maxLength: 40 }), errors: value }),
    fc.jsonValue(),
  );
  let failed = 0;
  fc.assert(
    fc.property(body, (json) => {
      const runner = memoryRunner();
      runner.setSecret('hunter22-hunter22');
      const read = { kind: 'json', value: json, longNumbers: false, escapes: false } as const;
      const failure = failureOfParts(request, head, read, acceptStatus('403'), runner.clean);
      if (failure === undefined) return;
      failed++;
      expect(failure.message).toMatch(/^POST \/api\/v1\/things: 207 Multi-Status: \S/u);
      expect(failure.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]|hunter22/u);
      expect(failure.message.length).toBeLessThan(3700);
      expect(commandsIn(failure.message)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
  expect(failed).toBeGreaterThan(200);
});

it('a 207 that is too large to be checked fails', () => {
  const large = { kind: 'too large', why: '' } as const;
  const failureWith = (accepted: string): string | undefined =>
    failureOfParts(request, head, large, acceptStatus(accepted), (text) => text)?.message;
  expect(failureWith('404')).toContain('the response is over 500 MiB, so it is not known');
  expect(failureWith('207')).toBeUndefined();
});
