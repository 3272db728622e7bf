import { describe, expect, it } from '@jest/globals';
import { readPlan, wantsSummary } from '../../src/inputs/plan.ts';
import { Inputs, table } from '../../src/inputs/inputs.ts';
import { defaults } from '../support/manifest.ts';
import { memoryRunner } from '../support/memory-runner.ts';

const credentials = {
  'tenant-url': 'acme.example',
  'client-id': 'id',
  'client-secret': 'secret-1',
};

describe('a plan', () => {
  it('needs no variables of the runner', async () => {
    const inputs = { ...defaults, ...credentials, path: 'api/v1/x', 'response-file': 'x.json' };
    const { call } = await readPlan(new Inputs(memoryRunner(inputs)));
    expect(call?.temp).toBeTruthy();
    expect(call?.responseFile).toContain('x.json');
  });

  it('takes the default of an empty input', async () => {
    const { call, retries, idleTimeoutMs } = await readPlan(
      new Inputs(memoryRunner({ ...credentials, path: '/api/v1/x', method: '  ' })),
    );
    expect([call?.method, retries, idleTimeoutMs]).toEqual(['GET', 3, 300_000]);
  });

  it('hides no defect behind a bad input', async () => {
    const inputs = new Inputs(memoryRunner());
    const defect = (): never => {
      throw new TypeError('a defect');
    };
    expect(() => {
      inputs.check('path', defect);
    }).toThrow('a defect');
    await expect(inputs.checkAsync('path', Promise.resolve().then(defect))).rejects.toThrow(
      'a defect',
    );
  });

  it('is made by reading each input once', async () => {
    const reads = new Map<string, number>();
    const runner = memoryRunner({ ...defaults, ...credentials, path: '/api/v1/x', method: 'POST' });
    const getInput = (name: string): string => {
      reads.set(name, (reads.get(name) ?? 0) + 1);
      return runner.getInput(name);
    };
    const inputs = new Inputs({ ...runner, getInput });
    expect(wantsSummary(inputs)).toBe(false);
    await readPlan(inputs);
    expect(Object.fromEntries(reads)).toEqual(
      Object.fromEntries(Object.keys(table).map((name) => [name, 1])),
    );
  });
});
