import { describe, expect, it } from '@jest/globals';
import { readJson } from '../../src/response/answer.ts';
import { Body, maxJsonBytes } from '../../src/response/body.ts';
import { parseExpression } from '../../src/response/expression.ts';
import { judge } from '../../src/response/judge.ts';
import { maskOf } from '../../src/response/masking.ts';
import { writeOutputs } from '../../src/response/outputs.ts';
import { applyExpressions } from '../../src/response/apply-expressions.ts';
import { memoryRunner } from '../support/memory-runner.ts';

describe('a response that is too large to be examined', () => {
  const large = new Body({ named: undefined, chosen: () => '/nowhere' });
  Object.defineProperty(large, 'length', { value: maxJsonBytes + 1 });

  it('fails expressions, and is still output', () => {
    const select = parseExpression('id', memoryRunner());
    const { failure } = applyExpressions('GET /x', 200, readJson(large), {
      select,
      failWhen: undefined,
    });
    expect(failure?.message).toContain('500 MiB');
  });

  it('is withheld if mask is set', async () => {
    const runner = memoryRunner();
    const reply = {
      status: 200,
      headers: {},
      bytes: 1,
      body: large,
      discard: () => Promise.resolve(),
    };
    const how = {
      select: undefined,
      failWhen: undefined,
      mask: maskOf(runner, [parseExpression('id', runner)]),
      headers: { accept: '*/*' },
      accepts: () => false,
      acceptsFailedParts: false,
    };
    const request = { method: 'GET', url: new URL('https://acme.example/x') };
    const answer = { request, reply, location: undefined, failure: undefined };
    const verdict = await judge(runner, answer, how, 'client-secret');
    expect(verdict.failure?.message).toMatch(/withheld: .*500 MiB/u);
    expect(verdict.withheld).toBe(true);
    await writeOutputs(runner, answer, verdict);
    expect(Object.keys(runner.left.outputs)).toEqual(['status', 'headers']);
  });
});
