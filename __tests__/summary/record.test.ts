import { describe, expect, it } from '@jest/globals';
import type { Attempted } from '../../src/http/retry.ts';
import { StepRecord } from '../../src/summary/record.ts';
import { render } from '../../src/summary/section.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { memoryRunner } from '../support/memory-runner.ts';

function urlOf(path: string): URL {
  const url = new URL('https://tenant.example');
  url.pathname = path;
  return url;
}

/** An attempt at a GET that had no answer. */
const attempt = (path: string, retriedFor?: string): Attempted => ({
  name: `GET ${urlOf(path).pathname}`,
  request: {
    method: 'GET',
    url: urlOf(path),
    headers: {},
    sink: () => {
      throw new Error('nothing is received');
    },
  },
  startedAt: 0,
  reply: undefined,
  retriedFor,
});

describe('the record of a step', () => {
  it('says if there was no response, and shortens a list of reasons', () => {
    const record = new StepRecord(memoryRunner());
    for (let i = 0; i < 7; i++) record.attempted(attempt('/api/v1/things', 'ECONNRESET'));
    const section = render(record, 0, (text) => text);
    expect(section).toContain('<td>no answer</td>');
    expect(section).toMatch(/<td>7, after (?:<code>ECONNRESET<\/code> ?)+ …<\/td>/u);
  });

  it('does not show a value that became a secret after it was recorded', () => {
    const secrets: string[] = [];
    const clean = (text: string): string =>
      secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    const record = new StepRecord({ ...memoryRunner(), clean, clock: new FakeClock() });
    record.attempted(attempt('/api/v1/things/secret-id-0001', '503'));
    record.polled('reload secret-id-0001', undefined, 0);
    secrets.push('secret-id-0001');
    const section = render(record, 0, clean);
    expect(section).toContain('/api/v1/things/***');
    expect(section).not.toContain('secret-id-0001');
  });

  it('shows how long each state lasted, from poll to poll', () => {
    const record = new StepRecord(memoryRunner());
    const look = (state: string, elapsed: number, end?: 'success'): void => {
      record.polled('reload r1', { state, end, unknown: false, reason: '' }, elapsed);
    };
    look('QUEUED', 1000);
    look('RELOADING', 2500);
    look('RELOADING', 60_000);
    look('SUCCEEDED', 65_000, 'success');
    const section = render(record, record.startedAt, (text) => text);
    expect(section).toContain('succeeded after 1 min 5 s (4 polls)');
    expect(section).toContain('<tr><td><code>QUEUED</code></td><td>1.0 s</td><td>1.5 s</td></tr>');
    expect(section).toContain('<code>RELOADING</code></td><td>2.5 s</td><td>1 min 3 s</td>');
    expect(section).toContain('<code>SUCCEEDED</code></td><td>1 min 5 s</td><td></td>');
  });
});
