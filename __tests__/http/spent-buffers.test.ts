import { constants, PerformanceObserver } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import { SpentBuffers } from '../../src/http/transfer.ts';

const mebibyte = 1024 * 1024;

/** How often V8 has been asked to look at what is young. */
async function collections(work: () => void): Promise<number> {
  let forced = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { kind, flags } = (entry as unknown as { detail: { kind: number; flags: number } })
        .detail;
      const { NODE_PERFORMANCE_GC_MINOR: minor, NODE_PERFORMANCE_GC_FLAGS_FORCED: byUs } =
        constants;
      if (kind === minor && (flags & byUs) !== 0) forced++;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  work();
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  return forced;
}

describe('bytes that have been handed on', () => {
  it('are collected once for every 8 MiB', async () => {
    const asked = collections(() => {
      const spent = new SpentBuffers();
      for (let i = 0; i < 24; i++) spent.add(mebibyte);
    });
    expect(await asked).toBe(3);
  });

  it('are left to V8 while they are few', async () => {
    const asked = collections(() => {
      new SpentBuffers().add(8 * mebibyte - 1);
    });
    expect(await asked).toBe(0);
  });
});
