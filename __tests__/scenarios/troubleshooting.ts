import { makeCertificate } from '../../sandbox/tenant/certificate.ts';
import { newClient } from '../../sandbox/tenant/tenant.ts';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Title } from '../../src/failure.ts';
import type { Topic } from '../../src/troubleshooting.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import { clientWith, rsaKey, withKey } from '../support/keys.ts';
import type { Scenario } from '../support/scenario.ts';

/** A step that fails for a known cause. */
interface Met extends Omit<Scenario, 'name' | 'then'> {
  /** The log line, as docs/troubleshooting.md quotes it; `…` stands for anything. */
  readonly says: string;
}

const token = 'POST /oauth/token';
const me = '/api/v1/users/me';
const reload = { path: '/api/v1/reloads', method: 'POST', body: '{"appId":"a1"}' };
const limited = qlikError(
  429,
  'HTTP-429',
  'API rate limit reached.',
  'You need to wait 13 seconds until limit is lifted.',
);

/** A call that Qlik refuses. */
function refused(call: string, ...error: Parameters<typeof qlikError>): Omit<Met, 'says'> {
  const [method = '', path = ''] = call.split(' ');
  return { with: { method, path }, given: answers(call, qlikError(...error)) };
}

/** Every known cause: the type makes sure that none is missing. */
export const causes: Readonly<Record<Topic, readonly Met[]>> = {
  'wrong-hostname': [
    {
      says: 'POST /oauth/token: 404 Not Found: LOGIN-2 …. No tenant has this hostname: check `tenant-url`',
      given: answers(token, qlikError(404, 'LOGIN-2', 'Tenant not found')),
    },
    {
      says: 'POST /oauth/token: 404 Not Found…. Nothing at this address answers token requests: check the hostname in `tenant-url`',
      given: answers(token, { status: 404, body: '<h1>Not found</h1>' }),
    },
    {
      says: 'POST /oauth/token: 200 with text/html, … bytes, which is not JSON. Check that `tenant-url` is a Qlik Cloud tenant, with no login page in front of it',
      given: answers(token, {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>Sign in',
      }),
    },
  ],
  'tenant-not-reached': [
    {
      says: 'POST /oauth/token: the connection was refused (ECONNREFUSED) at …. Check the hostname in `tenant-url`, and that this runner can reach it',
      with: { 'tenant-url': 'http://127.0.0.1:1', retries: '0' },
    },
  ],
  'private-ca': [
    {
      says: "POST /oauth/token: the certificate chain is self-signed (SELF_SIGNED_CERT_IN_CHAIN) at …. If the tenant is behind a private CA or an inspecting proxy, set NODE_EXTRA_CA_CERTS to the path of its certificate file in this step's `env:`",
      tenant: { https: true },
      env: { NODE_EXTRA_CA_CERTS: '' },
      bundleOnly: true,
    },
  ],
  'expired-certificate': [
    {
      says: "POST /oauth/token: the certificate has expired (CERT_HAS_EXPIRED) at …. Renew it, or correct this runner's clock if it is wrong; NODE_EXTRA_CA_CERTS does not help here",
      tenant: {
        certificate: await makeCertificate({
          notBefore: new Date(Date.now() - 2 * 86_400_000),
          notAfter: new Date(Date.now() - 86_400_000),
        }),
      },
      bundleOnly: true,
    },
  ],
  proxy: [
    {
      says: 'POST /oauth/token: the connection was refused (ECONNREFUSED) at the proxy …. Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows',
      with: { 'tenant-url': 'https://tenant.example', retries: '0' },
      env: { https_proxy: 'http://127.0.0.1:1', no_proxy: '' },
      bundleOnly: true,
    },
    {
      says: 'POST /oauth/token: 407 Proxy Authentication Required…. Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows',
      given: answers(token, { status: 407, body: '' }),
    },
  ],
  'refused-in-front-of-the-tenant': [
    {
      says: "POST /api/v1/apps/a1/publish: 403 Forbidden: Blocked by policy 7…. This response did not come from Qlik's API but from something in front of the tenant (a gateway, proxy or firewall), which must let this request through",
      with: { path: '/api/v1/apps/a1/publish', method: 'POST' },
      given: answers('POST /api/v1/apps/a1/publish', {
        status: 403,
        headers: { 'Content-Type': 'text/html' },
        body: '<h1>Blocked by policy 7</h1>',
      }),
    },
    {
      says: 'No access token. POST /oauth/token: 401 Unauthorized…. This was refused by something in front of the tenant (a gateway, proxy or firewall), not by Qlik: let POST /oauth/token through there, or check the hostname in `tenant-url`',
      given: answers(token, {
        status: 401,
        headers: { 'WWW-Authenticate': 'Basic realm="intranet"' },
        body: '',
      }),
    },
    {
      says: 'No access token. POST /oauth/token: 403 Forbidden: Access denied…. This was refused by something in front of the tenant (a gateway, proxy or firewall), not by Qlik: let POST /oauth/token through there, or check the hostname in `tenant-url`',
      given: answers(token, {
        status: 403,
        headers: { 'Content-Type': 'text/html' },
        body: '<html><h1>Access denied</h1> Your consent is needed',
      }),
    },
  ],
  'empty-secret': [
    {
      says: 'Bad input: `client-secret`: is empty. Its secret is probably misspelt or not available to this run: runs from forks and from Dependabot get no secrets',
      with: { 'client-secret': '' },
    },
    {
      says: 'Bad input: `private-key`: is empty. Its secret is probably misspelt or not available to this run: runs from forks and from Dependabot get no secrets',
      with: { 'client-secret': '', 'private-key': '', 'key-id': 'k1' },
    },
    {
      says: 'Bad input: the step has no credentials: set `client-id` and `client-secret`, or `client-id`, `private-key` and `key-id`, or `access-token`, or `execution-token` to run a triggered automation. If they are set from `vars.*` and `secrets.*`, those are misspelt or not available to this run: runs from forks and from Dependabot get no secrets',
      with: { 'client-id': '', 'client-secret': '' },
    },
  ],
  'file-not-found': [
    {
      says: 'Bad input: `body-file`: "apps/sales.qvf" does not exist in the workspace. Is there an actions/checkout step before this one, and does the path start at the root of the repository?',
      with: { path: '/api/v1/apps/import', method: 'POST', 'body-file': 'apps/sales.qvf' },
    },
    {
      says: 'Bad input: `body-file`: "~/sales.qvf" does not exist in the workspace. Paths start at the workspace and are used as written: ~, *, $ and % are not expanded',
      with: { path: '/api/v1/apps/import', method: 'POST', 'body-file': '~/sales.qvf' },
    },
    {
      says: 'Bad input: `body-file`: "/home/runner/work/sales.qvf" does not exist. Write a path relative to the workspace, which is …: in a `container:` job, folders of the host have other paths or do not exist',
      with: {
        path: '/api/v1/apps/import',
        method: 'POST',
        'body-file': '/home/runner/work/sales.qvf',
      },
    },
  ],
  'git-lfs-pointer': [
    {
      says: 'Bad input: `body-file`: "apps/sales.qvf" is a Git LFS pointer, not the file itself. Set `lfs: true` on the actions/checkout step',
      with: { path: '/api/v1/apps/import', method: 'POST', 'body-file': 'apps/sales.qvf' },
      files: { 'apps/sales.qvf': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n' },
    },
  ],
  'unknown-client': [
    {
      says: 'No access token. POST /oauth/token: 400 Bad Request: OAUTH-14 Invalid client_id: OAuth client is not authorized…. Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
      given: answers(
        token,
        qlikError(400, 'OAUTH-14', 'Invalid client_id', 'OAuth client is not authorized'),
      ),
    },
  ],
  'wrong-secret': [
    {
      says: 'No access token. POST /oauth/token: 401 Unauthorized: invalid_client…. Check `client-id` and `client-secret` (copied in full, from this tenant, not deleted); a new client works only once its consent method is set to Trusted',
      given: answers(token, { status: 401, json: { error: 'invalid_client' } }),
    },
    {
      says: 'No access token. POST /oauth/token: 401 Unauthorized…. `client-id` or `client-secret` is wrong: copy both again from the OAuth client in Qlik',
      given: answers(token, qlikError(401, 'HTTP-401', 'Unauthorized')),
    },
  ],
  'damaged-secret': (
    [
      [
        'contains white space, as no secret from Qlik does: copy it again, in one piece',
        (secret) => `${secret.slice(0, 30)} ${secret.slice(30)}`,
      ],
      ['has quotes around it: store it without them', (secret) => `"${secret}"`],
      [
        'contains an invisible character: copy it again, directly from Qlik',
        (secret) => `\u200b${secret}`,
      ],
      [
        'is a JSON object: store only the secret itself, which is the text of one of its fields',
        (secret) => JSON.stringify({ secret }),
      ],
    ] as const satisfies readonly (readonly [string, (secret: string) => string])[]
  ).map(([says, stored]) => ({
    says: `No access token. POST /oauth/token: 401 Unauthorized: …. \`client-secret\` ${says}`,
    given: ({ client: { secret } }) => ({ 'client-secret': stored(secret) }),
  })),
  'wrong-private-key': [
    {
      says: 'No access token. POST /oauth/token: 401 Unauthorized: …. Check `client-id`, `key-id` (the kid of the registered key) and `private-key` (its other half): the client must be registered for Private Key JWT; a new client works only once its consent method is set to Trusted',
      tenant: { clients: [clientWith(rsaKey)] },
      with: { ...withKey(rsaKey), 'key-id': 'another' },
    },
  ],
  'clock-of-the-runner': [
    {
      says: "No access token. POST /oauth/token: 401 Unauthorized: …. The clocks of this runner and of the tenant differ, so to the tenant what is signed here has already expired or is not valid yet: synchronise the runner's clock (NTP)",
      tenant: { clients: [clientWith(rsaKey)], now: () => Date.now() - 600_000 },
      with: withKey(rsaKey),
    },
  ],
  'client-not-trusted': [
    {
      says: 'GET /api/v1/users/me: 401 Unauthorized: …. The tenant does not accept a token that it has just issued: set the consent method of the OAuth client to Trusted',
      with: { path: me },
      given: (tenant) => {
        const error = qlikError(401, 'AUTH-1', 'Unauthorized');
        script(tenant, `GET ${me}`, error, error);
        return undefined;
      },
    },
    {
      says: 'No access token. POST /oauth/token: …consent…. Set the consent method of the OAuth client to Trusted',
      given: answers(token, {
        status: 403,
        json: { error: 'access_denied', error_description: 'The client has no consent' },
      }),
    },
  ],
  'grant-not-allowed': [
    {
      says: 'No access token. POST /oauth/token: 400 Bad Request: unauthorized_client …. Tick "machine-to-machine" for the OAuth client in Qlik (for `user-id` and `user-subject` "machine-to-machine impersonation"), and set its consent method to Trusted',
      tenant: { clients: [newClient({ grants: ['client_credentials'] })] },
      with: { 'user-id': 'u1' },
    },
  ],
  'scope-not-allowed': [
    {
      says: 'No access token. POST /oauth/token: 400 Bad Request: invalid_scope …. `scope` requests more than the OAuth client is allowed: leave it out, or add the scope to the client in Qlik',
      with: { scope: 'everything' },
    },
  ],
  'unknown-user': [
    {
      says: 'No access token. POST /oauth/token: 400 Bad Request: AUTH-5 …. This tenant has no such user: check `user-id` or `user-subject` (the subject that the identity provider gives, as GET /api/v1/users shows it)',
      with: { 'user-id': 'nobody' },
    },
  ],
  'too-many-tokens': [
    {
      says: 'No access token. POST /oauth/token: 403 Forbidden: …. The client has too many live tokens (leave `revoke-token` on; old tokens expire by themselves), or its user is disabled',
      tenant: { maxTokens: 0 },
    },
  ],
  'access-token-refused': [
    {
      says: 'GET /api/v1/users/me: 401 Unauthorized: …. The tenant did not accept the supplied `access-token`, which may have expired. The action cannot renew it: to have tokens requested and renewed, set `client-id` and `client-secret` (or `private-key`) instead',
      with: {
        'client-id': '',
        'client-secret': '',
        'access-token': 'ended-token-0123456789',
        path: me,
      },
    },
  ],
  'execution-token-refused': [
    {
      says: 'POST /api/v1/automations/a1/actions/execute: 401 Unauthorized: …. Check the id in `path` and `execution-token`: both are shown in the start block of the automation, and its run mode must be "Triggered"',
      with: {
        'client-id': '',
        'client-secret': '',
        'execution-token': 'token-of-another-automation',
        path: '/api/v1/automations/a1/actions/execute',
        method: 'POST',
      },
    },
  ],
  'no-role-in-the-space': [
    {
      says: 'POST /api/v1/apps/a1/publish: 403 Forbidden: …. The OAuth client may lack a scope, or its user (qlikbot\\<client id>, created with its first token) may lack a role in the space',
      ...refused('POST /api/v1/apps/a1/publish', 403, 'APPS-403', 'Forbidden'),
    },
  ],
  'export-from-a-managed-space': [
    {
      says: "POST /api/v1/apps/a1/export: 403 Forbidden: …. An app in a managed space cannot be exported: export the app that it was published from. In any other space the client's user (qlikbot\\<client id>, created with its first token) needs a role",
      ...refused('POST /api/v1/apps/a1/export', 403, 'APPS-403', 'Forbidden'),
    },
  ],
  'expired-temporary-content': [
    {
      says: 'GET /api/v1/temp-contents/t1: 404 Not Found: …. Temporary content may have expired: create it again, and fetch it in the same step (`fetch-result`)',
      ...refused('GET /api/v1/temp-contents/t1', 404, 'HTTP-404', 'Not found'),
    },
  ],
  'not-found': [
    {
      says: "GET /users/me: 404 Not Found: …. Check `path`, the id in it, and `method` (GET unless it is set). Paths of Qlik's REST API begin with /api/; Qlik may also answer 404 if the client's user (qlikbot\\<client id>, created with its first token) has no role in the space",
      ...refused('GET /users/me', 404, 'HTTP-404', 'Not found'),
    },
    {
      says: "POST /api/v1/reloads: 404 Not Found: …. Check the id of the app in `body`: an app's id is `resourceId` in GET /api/v1/items, not the item's own `id`; Qlik may also answer 404 if the client's user (qlikbot\\<client id>, created with its first token) has no role in the space",
      with: reload,
      given: answers('POST /api/v1/reloads', qlikError(404, 'HTTP-404', 'Not found')),
    },
  ],
  'too-large': [
    {
      says: 'POST /api/v1/apps/import: 413 …. Upload a file larger than 500 MB with POST /api/v1/temp-contents first: see examples/import-large-app.yml',
      ...refused('POST /api/v1/apps/import', 413, 'HTTP-413', 'Too large'),
    },
  ],
  'reload-already-pending': [
    {
      says: 'POST /api/v1/reloads: 429 Too Many Requests: …. A reload of this app is already pending: this is not a rate limit, and retrying soon does not help. Let that reload finish, or cancel it',
      with: reload,
      given: answers(
        'POST /api/v1/reloads',
        qlikError(429, 'RELOADS-429', 'A pending reload request already exists'),
      ),
    },
  ],
  'rate-limit': [
    {
      says: "GET /api/v1/users/me: 429 Too Many Requests: HTTP-429 API rate limit reached.…. Qlik's rate limit for this kind of request has been reached. All jobs that use this client or act as the same user share it: run fewer of them at once, or raise `retries`",
      with: { path: me, retries: '0' },
      given: answers(`GET ${me}`, { ...limited, headers: { 'Retry-After': '13' } }),
    },
    {
      says: "POST /oauth/token: 429 Too Many Requests: the server asks to wait 900 s (Retry-After), and a step waits at most 300 s; …. Qlik's rate limit for this kind of request has been reached. All jobs that use this client or act as the same user share it: run fewer of them at once, or run this one later",
      given: answers(token, { ...limited, headers: { 'Retry-After': '900' } }),
    },
  ],
  silence: [
    {
      says: 'GET /api/v1/users/me: no data for 1 s before an answer came. `idle-timeout-seconds` bounds this: raise it if the tenant may need longer',
      with: { path: me, retries: '0', 'idle-timeout-seconds': '1' },
      given: answers(`GET ${me}`, faults.silence),
      // The clock of the other driver does not wait for the token request.
      bundleOnly: true,
    },
  ],
  'job-still-running': [
    {
      says: 'reload … is still running after … (state: …); it is left running. Raise `wait-timeout-minutes`, or wait for it in a later step, with a GET of its path and `wait`',
      with: { ...reload, wait: 'true', 'wait-timeout-minutes': '0.02' },
      given: (tenant) => {
        script(tenant, 'POST /api/v1/reloads', {
          status: 201,
          json: { id: 'r1', status: 'QUEUED' },
        });
        tenant.script(
          'GET /api/v1/reloads/{id}',
          [{ status: 200, json: { id: 'r1', status: 'RELOADING' } }],
          { repeatLast: true },
        );
        return undefined;
      },
    },
  ],
  'nothing-selected': [
    {
      says: "GET /api/v1/users/me: `select` (…) finds nothing in the response. If it may find nothing, write … || ''",
      with: { path: me, select: 'nickname' },
    },
  ],
  'failed-parts': [
    {
      says: 'POST /api/v1/licenses/assignments/actions/add: 207 Multi-Status: … of … parts failed: …. Parts that succeeded have taken effect: `response` shows each part. To accept failed parts with a certain status, list it in `accept-status`; `accept-status: 207` accepts all of them',
      with: { path: '/api/v1/licenses/assignments/actions/add', method: 'POST' },
      given: answers('POST /api/v1/licenses/assignments/actions/add', {
        status: 207,
        json: { data: [{ subject: 'b', status: 400, title: 'No seat' }] },
      }),
    },
    {
      says: 'POST /api/v1/licenses/assignments/actions/add: 207 Multi-Status: the response is not JSON, so it is not known whether a part failed…. To accept it anyway, set `accept-status: 207`',
      with: { path: '/api/v1/licenses/assignments/actions/add', method: 'POST' },
      given: answers('POST /api/v1/licenses/assignments/actions/add', {
        status: 207,
        body: '<multistatus/>',
      }),
    },
  ],
  'html-page': [
    {
      says: "GET /v1/apps: 200 OK, but the response is an HTML page. Check `path` (every path of Qlik's REST API begins with /api/). It may also be the login page of Qlik or of a proxy. If you want HTML, set `Accept: text/html` in `headers`",
      with: { path: '/v1/apps' },
      given: answers('GET /v1/apps', {
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>Sign in',
      }),
    },
    {
      says: "GET /api/v1/items: 200 OK, but the response is an HTML page, after a redirect to …. Check `path` (every path of Qlik's REST API begins with /api/). It may also be the login page of Qlik or of a proxy. If you want HTML, set `Accept: text/html` in `headers`",
      with: { path: '/api/v1/items' },
      given: (tenant) => {
        script(tenant, 'GET /api/v1/items', { status: 302, headers: { location: '/login' } });
        script(tenant, 'GET /login', {
          status: 200,
          headers: { 'Content-Type': 'text/html' },
          body: '<html>Sign in',
        });
        return undefined;
      },
    },
  ],
};

/** The title of the annotation, by its text: the first match counts. */
const titled: readonly (readonly [words: RegExp, title: Title])[] = [
  [/^Bad input: /u, 'bad input'],
  [/`select`|207 Multi-Status|an HTML page/u, 'step failed'],
  [/ is still running /u, 'job still running'],
  [/ the (?:connection|certificate) | no data /u, 'no complete response'],
  [/\/oauth\/token: /u, 'no access token'],
  [/^[A-Z]+ \S+: \d{3} /u, 'call refused'],
];

/** Matches the whole log line, with its link to the page. */
function lineFor(topic: string, says: string): RegExp {
  const words = says.split('…').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
  return new RegExp(`${words.join('.*')}; see docs/troubleshooting\\.md#${topic}$`, 'u');
}

export const troubleshootingScenarios: readonly Scenario[] = Object.entries(causes).flatMap(
  ([topic, met]) =>
    met.map(({ says, ...scenario }, i) => ({
      name: `${topic}: the log says what happened and what to do (${String(i + 1)})`,
      ...scenario,
      then: {
        fails: lineFor(topic, says),
        titles: titled.flatMap(([words, title]) => (words.test(says) ? [title] : [])).slice(0, 1),
      },
    })),
);
