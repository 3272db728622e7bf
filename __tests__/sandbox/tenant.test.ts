import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Agent, request } from 'node:http';
import { get } from 'node:https';
import { known } from '../../sandbox/tenant/world.ts';
import { newClient, startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';

let time = Date.parse('2026-01-01T00:00:00Z');
const limited = newClient({ id: 'limited', scopes: ['spaces:read'] });
let tenant: Tenant;

beforeEach(async () => {
  tenant = await startTenant({ clients: [newClient(), limited], now: () => time, maxTokens: 3 });
});
afterEach(() => tenant.close());

interface Answer {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(new URL(path, tenant.url), { method, ...init });
  const text = await response.text();
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, json };
}

function asJson(body: unknown): RequestInit {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function call(method: string, path: string, body?: unknown, token = tenant.issueToken().token) {
  const init = body === undefined ? {} : asJson(body);
  const headers = { ...(init.headers as object), authorization: `Bearer ${token}` };
  return ask(method, path, { ...init, headers });
}

function credentials(client = tenant.client) {
  return { client_id: client.id, client_secret: client.secret };
}

function grant(fields: object = {}) {
  return { ...credentials(), grant_type: 'client_credentials', ...fields };
}

describe('OAuth', () => {
  it.each(['json', 'form'])(
    'exchanges credentials in a %s body for a working token',
    async (kind) => {
      const init = kind === 'json' ? asJson(grant()) : { body: new URLSearchParams(grant()) };
      const { status, json } = await ask('POST', '/oauth/token', init);
      expect(status).toBe(200);
      expect(json).toMatchObject({ expires_in: 21_600, expires_at: '2026-01-01T06:00:00.000Z' });
      const me = await call('GET', '/api/v1/users/me', undefined, String(json.access_token));
      expect(me.json).toMatchObject({ id: known.bot });
    },
  );

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'OAUTH-14'],
    ['an unknown client', { client_id: 'nobody' }, 401, 'OAUTH-14'],
    ['no client', { client_id: '' }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a scope too many', { scope: 'user_default other' }, 400, 'invalid_scope'],
  ])('refuses %s', async (_, fields, status, code) => {
    const answer = await ask('POST', '/oauth/token', asJson(grant(fields)));
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ errors: [{ code, status: String(status) }] });
    expect(answer.json.traceId).toBe(answer.headers.get('x-b3-traceid'));
  });

  it('lets a client act as a user of the tenant', async () => {
    const as = (value: string) => ({
      grant_type: 'urn:qlik:oauth:user-impersonation',
      user_lookup: { field: 'subject', value },
    });
    const user = await ask('POST', '/oauth/token', asJson(grant(as('idp\\user-1'))));
    const token = String(user.json.access_token);
    const me = await call('GET', '/api/v1/users/me', undefined, token);
    expect(me.json.id).toBe(known.user);
    const nobody = await ask('POST', '/oauth/token', asJson(grant(as('nobody'))));
    expect(nobody.json).toMatchObject({ errors: [{ code: 'AUTH-5' }] });
  });

  it.each([true, false])(
    'ends a token when it is revoked, with credentials: %s',
    async (withThem) => {
      const { token } = tenant.issueToken();
      const body = { token, token_type_hint: 'access_token', ...(withThem ? credentials() : {}) };
      expect((await ask('POST', '/oauth/revoke', asJson(body))).status).toBe(200);
      expect((await call('GET', '/api/v1/users/me', undefined, token)).status).toBe(401);
      expect(tenant.liveTokens()).toEqual([]);
    },
  );

  it('refuses to revoke without a token, or for an unknown client', async () => {
    const { token } = tenant.issueToken();
    const wrong = { token, ...credentials({ ...tenant.client, secret: 'wrong' }) };
    expect((await ask('POST', '/oauth/revoke', asJson({}))).status).toBe(400);
    expect((await ask('POST', '/oauth/revoke', asJson(wrong))).status).toBe(401);
    expect(tenant.liveTokens()).toHaveLength(1);
  });

  it('lets tokens expire, and limits the number of live ones', async () => {
    for (const status of [200, 200, 200, 403]) {
      expect((await ask('POST', '/oauth/token', asJson(grant()))).status).toBe(status);
    }
    time += 21_600_000;
    expect(tenant.liveTokens()).toEqual([]);
    expect((await ask('POST', '/oauth/token', asJson(grant()))).status).toBe(200);
  });
});

describe('REST', () => {
  it('accepts only live tokens with the right scope', async () => {
    const narrow = tenant.issueToken({ scopes: limited.scopes }).token;
    expect((await ask('GET', '/api/v1/users/me')).status).toBe(401);
    expect((await call('GET', '/api/v1/spaces', undefined, narrow)).status).toBe(200);
    expect((await call('POST', '/api/v1/spaces', {}, narrow)).status).toBe(403);
    expect((await call('GET', '/api/v1/items', undefined, narrow)).status).toBe(403);
  });

  it('pages through a list with absolute links', async () => {
    const ids = new Set<unknown>();
    let next: string | undefined = '/api/v1/users?limit=100';
    while (next) {
      const { json }: Answer = await call('GET', next);
      for (const user of json.data as { id: string }[]) ids.add(user.id);
      next = (json.links as { next?: { href: string } }).next?.href;
      expect(next ?? tenant.url).toContain(tenant.url);
    }
    expect(ids.size).toBe(251);
  });

  it('filters users by a body, page by page', async () => {
    const path = '/api/v1/users/actions/filter?limit=7';
    const first = await call('POST', path, { filter: 'name EQ "user 12"' });
    expect(first.json).toMatchObject({ data: [{ name: 'User 12' }], links: { self: {} } });
    expect((await call('POST', path, {})).json).toMatchObject({ links: { next: {} } });
    expect((await call('POST', path, { filter: 'name gt 3' })).status).toBe(400);
    expect((await call('POST', path)).status).toBe(400);
  });

  it('lists the scripts of an app as `scripts`', async () => {
    const path = `/api/v1/apps/${known.app}/scripts`;
    expect((await call('GET', path)).json).toMatchObject({
      scripts: [{ scriptId: 'script-1' }],
      privileges: ['read', 'update'],
      links: { next: {}, prev: {} },
    });
  });

  it('creates a space once', async () => {
    const body = { name: 'New', type: 'shared' };
    const { status, json } = await call('POST', '/api/v1/spaces', body);
    expect(status).toBe(201);
    expect((await call('GET', `/api/v1/spaces/${String(json.id)}`)).json.name).toBe('New');
    const again = await call('POST', '/api/v1/spaces', body);
    expect(again).toMatchObject({ status: 409, json: { code: 'ConflictError' } });
  });

  it('imports an app and exports it again', async () => {
    const { token } = tenant.issueToken();
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
    };
    const app = await ask('POST', '/api/v1/apps/import?name=In', { headers, body: 'content' });
    const { id } = app.json.attributes as { id: string };
    const item = (await call('GET', '/api/v1/items?name=in&limit=1')).json;
    expect(item).toMatchObject({ data: [{ resourceId: id }] });
    const { status, headers: answer } = await call('POST', `/api/v1/apps/${id}/export`);
    expect(status).toBe(201);
    const file = new URL(answer.get('location') ?? '', tenant.url);
    expect(await (await fetch(file, { headers })).text()).toBe('content');
  });

  it('accepts temporary content, and serves ranges of it', async () => {
    const headers = { authorization: `Bearer ${tenant.issueToken().token}` };
    const path = '/api/v1/temp-contents';
    const unnamed = await ask('POST', path, { headers, body: 'content' });
    expect(unnamed.status).toBe(400);
    const sent = await ask('POST', `${path}?filename=a.qvf`, { headers, body: 'content' });
    const place = sent.headers.get('location') ?? '';
    expect([sent.status, place]).toEqual([
      201,
      expect.stringMatching(/^\/api\/v1\/temp-contents\/\w+$/u),
    ]);
    const get = async (more: Record<string, string>) => {
      const response = await fetch(new URL(place, tenant.url), {
        headers: { ...headers, ...more },
      });
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    const tag = (await ask('GET', place, { headers })).headers.get('etag') ?? '';
    const range = { range: 'bytes=3-' };
    expect(await get({ ...range, 'if-range': tag })).toEqual([206, 'bytes 3-6/7', 'tent']);
    expect(await get({ ...range, 'if-range': '"other"' })).toEqual([200, null, 'content']);
    expect(await get({ range: 'bytes=7-' })).toEqual([416, 'bytes */7', '']);
    const id = place.slice(path.length + 1);
    const app = await ask('POST', `/api/v1/apps/import?fileId=${id}`, { headers });
    expect(app.status).toBe(200);
    const form = new FormData();
    form.set('json', JSON.stringify({ name: 'b', tempContentFileId: id }));
    const file = await ask('POST', '/api/v1/data-files', { headers, body: form });
    expect(file.json).toMatchObject({ name: 'b', size: 7 });
  });

  it('accepts a data file', async () => {
    const form = new FormData();
    form.set('file', new Blob(['a,b']), 'local.csv');
    form.set('json', JSON.stringify({ name: 'data.csv' }));
    const headers = { authorization: `Bearer ${tenant.issueToken().token}` };
    const { status, json } = await ask('POST', '/api/v1/data-files', { headers, body: form });
    expect({ status, json }).toMatchObject({ status: 201, json: { name: 'data.csv', size: 3 } });
  });

  it('simulates a reload as planned: one state per poll, one reload per app', async () => {
    tenant.plan('reloads', [{ status: 'QUEUED' }, { status: 'FAILED', errorCode: 'E-1' }]);
    const { json } = await call('POST', '/api/v1/reloads', { appId: known.app });
    expect(json.status).toBe('QUEUED');
    const pending = await call('POST', '/api/v1/reloads', { appId: known.app });
    expect([pending.status, pending.headers.get('retry-after')]).toEqual([429, null]);
    const end = await call('GET', `/api/v1/reloads/${String(json.id)}`);
    expect(end.json).toMatchObject({ status: 'FAILED', errorCode: 'E-1', appId: known.app });
  });

  it('reports errors in a script with status 200', async () => {
    const check = async (script: string) =>
      (await call('POST', '/api/v1/apps/validatescript', { script })).json.Errors;
    expect(await check('LOAD 1 AUTOGENERATE 1;')).toEqual([]);
    expect(await check('LOAD 1;\nLOAD')).toMatchObject([{ Line: 1 }]);
  });
});

it('keeps a journal of requests, with the connection of each', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (method: string, path: string, body = '') =>
    new Promise((resolve) => {
      const sent = request(new URL(path, tenant.url), { method, agent }, (response) => {
        response.resume().once('end', resolve);
      });
      sent.end(body);
    });
  await send('POST', '/api/v1/spaces?a=1&b', 'body');
  await send('GET', '/nowhere');
  agent.destroy();
  expect(tenant.journal).toMatchObject([
    { method: 'POST', path: '/api/v1/spaces', query: 'a=1&b', status: 401, connection: 1 },
    { method: 'GET', path: '/nowhere', query: '', status: 401, connection: 1 },
  ]);
  expect(tenant.journal.map(({ body }) => body.toString())).toEqual(['body', '']);
  expect(tenant.connections.opened).toBe(1);
});

it('serves https to clients that trust its CA, and to no others', async () => {
  const secure = await startTenant({ https: true });
  const status = (ca?: string) =>
    new Promise((resolve) => {
      get(new URL('/', secure.url), { ca }, (response) => {
        resolve(response.statusCode);
        response.resume();
      }).on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code);
      });
    });
  try {
    expect(await status(secure.ca)).toBe(401);
    expect(await status()).toBe('SELF_SIGNED_CERT_IN_CHAIN');
  } finally {
    await secure.close();
  }
});
