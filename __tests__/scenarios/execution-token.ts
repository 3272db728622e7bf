import { expect } from '@jest/globals';
import { known } from '../../sandbox/tenant/world.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const { automation, executionToken } = known;
const execute = `/api/v1/automations/${automation}/actions/execute`;
const runs = `/api/v1/automations/${automation}/runs`;

/** A step without any OAuth client. */
const alone = {
  'client-id': undefined,
  'client-secret': undefined,
  path: execute,
  method: 'POST',
  'execution-token': executionToken,
};

/** The same with a client for the polls. */
const run = { path: execute, method: 'POST', 'execution-token': executionToken };

function refused(what: string, change: Scenario['with'], fails: string | RegExp): Scenario {
  return {
    name: `an execution token is refused with ${what}`,
    with: { ...alone, ...change },
    then: { fails, requests: [], titles: ['bad input'], secrets: [executionToken] },
  };
}

const calls =
  'can be used only with a POST to /api/v1/automations/{id}/actions/execute or /api/workflows/automations/{id}/actions/execute';
const elsewhere =
  'X-Execution-Token is refused here: set `execution-token` instead, which is masked';

export const executionTokenScenarios: readonly Scenario[] = [
  ...['/api/v1/automations', '/api/workflows/automations'].map((base): Scenario => ({
    name: `an execution token runs an automation under ${base} without any other token`,
    with: { ...alone, path: `${base}/${automation}/actions/execute`, body: '{"input":"a"}' },
    then: {
      outputs: {
        status: '200',
        response: /"id"/u,
        'access-token': undefined,
        'expires-at': undefined,
      },
      requests: [`POST ${base}/${automation}/actions/execute 200`],
      postRequests: [],
      masks: [executionToken],
      secrets: [executionToken],
      also: ({ tenant, state }) => {
        const [sent] = tenant.journal;
        expect(sent?.headers['x-execution-token']).toBe(executionToken);
        expect(sent?.headers.authorization).toBeUndefined();
        expect(state).not.toContain('tokens');
      },
    },
  })),
  {
    name: 'a client id without a secret does no harm to a step that only runs an automation',
    with: { ...alone, 'client-id': 'a-client' },
    then: { outputs: { status: '200' }, requests: [`POST ${execute} 200`] },
  },
  {
    name: 'a wrong execution token is an error with a hint, and the request is sent once',
    with: { ...alone, 'execution-token': 'a-wrong-token-of-somebody' },
    then: {
      fails:
        /^POST \/api\/v1\/automations\/.*: 401 Unauthorized.* Check the id in `path` and `execution-token`/u,
      requests: [`POST ${execute} 401`],
      secrets: ['a-wrong-token-of-somebody'],
    },
  },
  {
    name: 'a 401 of an automation is final, also where the step has a token of its own',
    with: run,
    given: answers(`POST ${execute}`, qlikError(401, 'X', 'No')),
    then: { fails: '401', requests: ['POST /oauth/token 200', `POST ${execute} 401`] },
  },
  {
    name: 'a 503 to the run of an automation is not repeated',
    with: alone,
    given: answers(`POST ${execute}`, qlikError(503, 'X', 'Down')),
    then: {
      fails: 'it was not repeated, because it may have taken effect',
      requests: [`POST ${execute} 503`],
    },
  },
  {
    name: 'a run that is waited for is polled with the token of the client',
    with: { ...run, wait: 'true' },
    then: {
      outputs: { status: '200', response: /"finished"/u },
      also: ({ tenant }) => {
        const started = tenant.journal.find(({ path }) => path === execute);
        expect(started?.headers).toMatchObject({ 'x-execution-token': executionToken });
        expect(started?.headers.authorization).toBeUndefined();
        const polls = tenant.journal.filter(({ path }) => path.startsWith(`${runs}/`));
        expect(polls.length).toBeGreaterThan(0);
        for (const { headers } of polls) {
          expect(headers.authorization).toMatch(/^Bearer /u);
          expect(headers['x-execution-token']).toBeUndefined();
        }
      },
    },
  },
  {
    name: 'a run is waited for with an access token that the step was given',
    with: { ...run, 'client-id': undefined, 'client-secret': undefined, wait: 'true' },
    given: (tenant) => ({ 'access-token': tenant.issueToken().token }),
    then: { outputs: { status: '200', response: /"finished"/u } },
  },
  {
    name: 'a start whose answer gives no id is an error that names the list of runs',
    with: { ...run, wait: 'true' },
    given: answers(`POST ${execute}`, {
      status: 200,
      body: '{"message":"started"}',
      headers: { 'content-type': 'application/json' },
    }),
    then: {
      fails: new RegExp(
        `the automation run may be running, but the response to its start has no id, so the step cannot wait for it. Find it with GET ${runs}`,
        'u',
      ),
      outputs: { status: '200', response: /started/u },
      requests: ['POST /oauth/token 200', `POST ${execute} 200`],
    },
  },
  {
    name: 'a redirect of the run of an automation is not followed: no other server gets its token',
    elsewhere: true,
    bundleOnly: true,
    with: alone,
    given: (tenant, other) => {
      script(tenant, `POST ${execute}`, {
        status: 307,
        headers: { location: `${other.url}${execute}` },
      });
      return undefined;
    },
    then: {
      fails: 'which is not followed for a POST',
      also: ({ elsewhere: other }) => {
        expect(other.journal).toEqual([]);
      },
    },
  },
  refused('another call', { path: '/api/v1/reloads' }, `\`execution-token\`: ${calls}`),
  refused('another method', { method: 'PUT' }, `\`execution-token\`: ${calls}`),
  refused(
    'a GET, which is what an empty method is',
    { method: undefined },
    `\`execution-token\`: ${calls}`,
  ),
  refused('a path below the run of an automation', { path: `${execute}/x` }, calls),
  refused('no path', { path: undefined, method: undefined }, '`execution-token`: '),
  refused(
    'a line break',
    { 'execution-token': `${executionToken}\nx` },
    '`execution-token`: contains a line break',
  ),
  refused(
    'white space in it',
    { 'execution-token': `a ${executionToken}` },
    '`execution-token`: contains white space',
  ),
  ...Object.entries({
    find: { find: '/api/v1/spaces', 'find-select': 'data' },
    wait: { wait: 'true' },
    'wait-path': { 'wait-path': '/api/v1/a/{id}', 'done-when': 'done' },
    'fetch-result': { 'fetch-result': 'true' },
    'qlik-cli-context': { 'qlik-cli-context': 'ci' },
  }).map(([name, given]) =>
    refused(
      `${name} and no other token`,
      given,
      `\`${name}\`: needs an access token, and \`execution-token\` only runs the automation`,
    ),
  ),
  {
    name: 'a find that is refused gets the hint for the token that it was sent with',
    with: { ...run, find: '/api/v1/spaces', 'find-select': 'data[0].id' },
    given: answers('GET /api/v1/spaces', qlikError(403, 'X', 'No')),
    then: {
      fails: /^GET \/api\/v1\/spaces: 403 .*The OAuth client may lack a scope/u,
      requests: ['POST /oauth/token 200', 'GET /api/v1/spaces 403'],
    },
  },
  {
    name: 'an automation is run only if find does not find something, which takes the token of the client',
    with: { ...run, find: '/api/v1/spaces', 'find-select': "data[?name=='none']" },
    then: {
      outputs: { created: 'true', status: '200' },
      requests: ['POST /oauth/token 200', 'GET /api/v1/spaces 200', `POST ${execute} 200`],
    },
  },
  {
    name: 'an execution token alone is refused with a user, and each bad input is named',
    with: { ...alone, 'user-id': 'u1', 'user-subject': 's1', scope: 'a\nb' },
    then: {
      fails:
        /`scope`: .*`user-id`: cannot be used with `execution-token` alone.*`user-subject`: cannot/su,
      requests: [],
    },
  },
  {
    name: 'X-Execution-Token in path and query is refused in both',
    with: {
      path: `${execute}?X-Execution-Token=abcdefgh`,
      query: 'X-Execution-Token=abcdefgh',
      method: 'POST',
    },
    then: { fails: /`query`: X-Execution-Token.*`path`: X-Execution-Token/su, requests: [] },
  },
  refused('a key id without a key', { 'key-id': 'k' }, '`private-key`'),
  ...(
    [
      ['headers', { headers: `X-Execution-Token: ${executionToken}` }],
      ['query', { query: `x-execution-token=${executionToken}` }],
      ['path', { path: `${execute}?X-Execution-Token=${executionToken}` }],
      ['path', { path: `${execute}?X%2DExecution-Token=${executionToken}` }],
    ] as const
  ).map(([input, given], index): Scenario => ({
    name: `X-Execution-Token is refused in ${input}, where nothing masks it (${String(index + 1)})`,
    with: { path: execute, method: 'POST', ...given },
    then: {
      fails: `Bad input: \`${input}\`: ${elsewhere}`,
      requests: [],
      titles: ['bad input'],
    },
  })),
];
