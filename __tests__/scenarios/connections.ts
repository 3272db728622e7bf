import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import { script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const path = '/api/v1/thing';
const ok: Reply = { status: 200, json: { ok: true } };

/** Responds, promises keep-alive, and closes the connection after `idle` milliseconds. */
function closesAfter(idle: number, answer: Reply | 'pass'): Step {
  return async ({ body, response, socket, pass }) => {
    response.shouldKeepAlive = true;
    response.once('finish', () => {
      if (idle === 0) socket.end();
      else setTimeout(() => socket.end(), idle);
    });
    if (answer === 'pass') return pass();
    await body();
    const text = JSON.stringify(answer.json ?? {});
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-type': 'application/json',
      'content-length': String(text.length),
    });
    response.end(text);
  };
}

export const connectionScenarios: readonly Scenario[] = [
  ...['POST', 'PATCH'].map((method): Scenario => ({
    name: `a ${method} succeeds and is sent once when the server closes each connection right after its response`,
    with: { path, method, body: '{"a":1}', retries: '0' },
    given(tenant) {
      script(tenant, 'POST /oauth/token', closesAfter(0, 'pass'));
      script(tenant, `${method} ${path}`, closesAfter(0, ok), faults.resetBeforeHeaders);
      return undefined;
    },
    then: {
      outputs: { status: '200' },
      requests: ['POST /oauth/token 200', `${method} ${path} 200`],
    },
  })),
  ...['POST', 'PATCH'].map((method): Scenario => ({
    name: `a ${method} uses a new connection, although one is open`,
    with: { path, method, retries: '0' },
    given(tenant) {
      script(tenant, `${method} ${path}`, ok);
      return undefined;
    },
    then: {
      also({ tenant: { journal } }) {
        expect(journal.slice(0, 2).map(({ connection }) => connection)).toEqual([1, 2]);
      },
    },
  })),
  // These need real pauses, in which a connection is idle.
  {
    name: 'a GET whose idle connection was closed uses a new one, without a word in the log',
    bundleOnly: true,
    with: { path, retries: '1' },
    given(tenant) {
      const busy = { status: 429, headers: { 'retry-after': '1' } };
      script(tenant, `GET ${path}`, closesAfter(50, busy), ok);
      return undefined;
    },
    then: {
      outputs: { status: '200' },
      requests: ['POST /oauth/token 200', `GET ${path} 429`, `GET ${path} 200`],
      logNot: ['ECONNRESET', 'EPIPE'],
    },
  },
  {
    name: 'polling goes on when the server closes the connection between polls',
    bundleOnly: true,
    with: {
      path: '/api/v1/reloads',
      method: 'POST',
      body: '{"appId":"a"}',
      wait: 'true',
      retries: '0',
    },
    given(tenant) {
      const reload = (status: string): Reply => ({ status: 200, json: { id: 'r1', status } });
      script(tenant, 'POST /oauth/token', closesAfter(50, 'pass'));
      script(tenant, 'POST /api/v1/reloads', closesAfter(50, { ...reload('QUEUED'), status: 201 }));
      script(
        tenant,
        'GET /api/v1/reloads/r1',
        closesAfter(50, reload('RELOADING')),
        closesAfter(50, reload('SUCCEEDED')),
      );
      return undefined;
    },
    then: {
      requests: [
        'POST /oauth/token 200',
        'POST /api/v1/reloads 201',
        'GET /api/v1/reloads/r1 200',
        'GET /api/v1/reloads/r1 200',
      ],
      logNot: ['ECONNRESET', 'EPIPE'],
    },
  },
];
