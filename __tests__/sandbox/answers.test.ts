import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newClient, startTenant, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';

/** Responses that once differed from Qlik's: their shape is that of the types of `@qlik/api`. */

const rotated = newClient({ id: 'rotated', secret: `abcde${'0f'.repeat(30)}` });
const text: unknown = expect.any(String);
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ clients: [newClient(), rotated] });
});
afterAll(() => tenant.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${tenant.issueToken().token}`,
    'content-type': 'application/json',
  };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(tenant.url + path, { method, headers, ...init });
  const answer = await response.text();
  const json = answer === '' ? {} : (JSON.parse(answer) as Record<string, unknown>);
  return { status: response.status, text: answer, json };
}

describe('the response to', () => {
  it.each<readonly [line: string, status: number, shape: object | undefined, body?: unknown]>([
    [
      'POST /api/workflows/automations/a/runs',
      201,
      { context: 'api_async', status: 'queued', error: null },
      { context: 'api' },
    ],
    ['POST /api/workflows/automations/a/runs/r/actions/stop', 204, undefined],
    ['POST /api/scheduling/tasks/t/actions/start', 200, { message: text }],
    [
      'GET /api/scheduling/tasks/t/runs/last',
      200,
      { taskId: 't', startedAt: text, status: 'SUCCEEDED' },
    ],
    ['POST /api/v1/di-projects/p/actions/prepare', 202, { actionId: text }],
    ['POST /api/v1/reports', 202, { requestId: text, outputsUrl: text }, {}],
    [
      `POST /api/analytics/apps/${known.app}/evaluations`,
      201,
      { id: text, appId: known.app, status: 'started' },
    ],
    ['POST /api/analytics/apps/none/evaluations', 404, { errors: [{ code: text, title: text }] }],
    [`POST /api/v1/apps/${known.app}/scripts`, 200, undefined, { script: 'LOAD 1;' }],
    [
      `GET /api/v1/apps/${known.app}/scripts`,
      200,
      { scripts: [{ modifiedTime: text, scriptId: text }, {}], privileges: ['read', 'update'] },
    ],
    [
      'POST /api/v1/apps/validatescript',
      200,
      { Errors: [{ Tab: 0, Line: 0, Msg: text }] },
      { script: 'LOAD' },
    ],
    ['POST /api/v1/apps/none/export', 404, undefined],
    [
      `GET /api/v1/apps/${known.app}`,
      200,
      { attributes: { originAppId: '', isDirectQueryMode: false } },
    ],
    [
      'GET /api/v1/data-files/connections',
      200,
      { data: [{ connectStatement: text }], links: { next: { href: null } } },
    ],
    [
      'POST /api/core/webhooks',
      201,
      { name: 'n', secretKeyAdded: true, origin: 'api' },
      { name: 'n', secret: 's' },
    ],
    ['GET /api/v1/webhooks', 200, { data: [{ name: 'n' }] }],
    ['GET /api/v1/spaces/none', 404, { code: text, title: text }],
    ['GET /api/v1/themes/none', 404, { title: 'Not found', meta: { message: text } }],
    [
      'POST /api/v1/licenses/assignments/actions/add',
      207,
      { data: [{ status: 201, subject: 's', type: 't' }] },
      { add: [{ subject: 's', type: 't', more: 1 }] },
    ],
    [`DELETE /api/v1/apps/${known.app}`, 200, undefined],
  ])('%s', async (...row) => {
    const [line, status, shape, body] = row;
    const [method = '', path = ''] = line.split(' ');
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(status);
    if (shape === undefined) expect(answer.text).toBe('');
    else expect(answer.json).toMatchObject(shape);
  });

  it('a poll of an evaluation: finished, with its results and end time', async () => {
    tenant.world.apps.set('a2', { ...appLike(), id: 'a2' });
    const started = await ask('POST', '/api/analytics/apps/a2/evaluations');
    const end = await ask('GET', `/api/analytics/apps/evaluations/${String(started.json.id)}`);
    const when: unknown = expect.stringMatching(/^\d{4}-.*Z$/u);
    expect(end.json).toMatchObject({
      status: 'finished',
      ended: when,
      result: { objectCount: 12 },
      details: { errors: [] },
    });
  });

  it('a report: its outputs in pages, and the deprecated results', async () => {
    const { json } = await ask('POST', '/api/v1/reports', {});
    const report = `/api/v1/reports/${String(json.requestId)}`;
    expect((await ask('GET', `${report}/outputs`)).json.data).toEqual([]);
    await ask('GET', `${report}/status`);
    const { status, results } = (await ask('GET', `${report}/status`)).json;
    const output = {
      outputId: 'output1',
      location: expect.stringContaining('/api/v1/temp-contents/'),
    };
    expect({ status, results }).toMatchObject({ status: 'done', results: [output] });
    expect((await ask('GET', `${report}/outputs`)).json).toMatchObject({
      data: [output],
      links: { next: { href: null } },
    });
  });
});

function appLike() {
  const texts = { itemId: 'i', createdDate: '', name: 'n', description: '', spaceId: '' };
  return { ...texts, ownerId: known.bot, published: false, content: Buffer.from(''), scripts: [] };
}

describe('the secrets of a client', () => {
  const secrets = '/api/v1/oauth-clients/rotated/client-secrets';
  const token = async (secret: unknown): Promise<number> => {
    const body = { client_id: 'rotated', client_secret: secret, grant_type: 'client_credentials' };
    return (await ask('POST', '/oauth/token', body)).status;
  };

  it('are all valid until one is removed by its hint', async () => {
    const made = await ask('POST', secrets);
    expect(made).toMatchObject({ status: 201, json: { clientId: 'rotated', hint: text } });
    const { clientSecret, hint } = made.json;
    expect([await token(rotated.secret), await token(clientSecret)]).toEqual([200, 200]);
    expect((await ask('DELETE', `${secrets}/wrong`)).status).toBe(404);
    expect([await token(rotated.secret), await token(clientSecret)]).toEqual([200, 200]);
    expect((await ask('DELETE', `${secrets}/abcde`)).status).toBe(204);
    expect([await token(rotated.secret), await token(clientSecret)]).toEqual([401, 200]);
    expect((await ask('DELETE', `${secrets}/${String(hint)}`)).status).toBe(204);
    expect(await token(clientSecret)).toBe(401);
  });

  it('are five at most, and need an existing client', async () => {
    const another = '/api/v1/oauth-clients/rotated/client-secrets';
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask('POST', another)).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409]);
    expect((await ask('POST', another.replace('rotated', 'nobody'))).status).toBe(404);
  });
});

describe('a route that the sandbox does not simulate', () => {
  it.each([
    ['GET', '/api/v1/user/me', 'GET /api/v1/users/me'],
    ['GET', '/api/v1/reload', 'GET /api/v1/reloads'],
    ['PATCH', '/api/v1/spaces/1', 'GET /api/v1/spaces/{id}'],
    ['POST', '/api/v1/automation/a/runs', 'POST /api/v1/automations/{automation}/runs'],
  ])('%s %s gets an error that names the nearest routes', async (method, path, near) => {
    const { status, json } = await ask(method, path);
    expect([status, json]).toMatchObject([
      404,
      {
        errors: [
          {
            code: 'SANDBOX-404',
            title: `The sandbox does not play ${method} ${path}`,
            detail: expect.stringContaining(near),
          },
        ],
      },
    ]);
  });
});
