import type { Reply } from '../../sandbox/tenant/http.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { answers } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const list = '/api/v1/items';
const login = '<!DOCTYPE html>\n<html><title>Log in</title></html>';

function html(body: string | Buffer = login, headers: Reply['headers'] = {}): Reply {
  return { status: 200, body, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } };
}

function redirected(from: string, to: string, page: Reply): (tenant: Tenant) => undefined {
  return (tenant) => {
    tenant.script(`GET ${from}`, [{ status: 302, headers: { location: to } }]);
    tenant.script(`GET ${to}`, [page]);
    return undefined;
  };
}

const exporting = { path: '/api/v1/apps/a/export', method: 'POST', 'fetch-result': 'true' };
const made: Reply = { status: 201, headers: { location: '/api/v1/temp-contents/c1' } };

export const htmlPageScenarios: readonly Scenario[] = [
  {
    name: 'an HTML page fails the step: a path without /api leads to one',
    with: { path: '/v1/apps' },
    given: answers('GET /v1/apps', html()),
    then: {
      fails:
        /^GET \/v1\/apps: 200 OK, but the response is an HTML page\. Check `path` .*begins with \/api\/.*login page of Qlik or of a proxy.*`Accept: text\/html`/u,
      outputs: { status: '200', response: login },
    },
  },
  {
    name: 'a login page after a redirect fails the step, and the error names its address',
    with: { path: list },
    given: redirected(list, '/login', html()),
    then: {
      fails:
        /GET \/api\/v1\/items: 200 OK, but the response is an HTML page, after a redirect to http:\/\/127\.0\.0\.1:\d+\/login\. /u,
    },
  },
  {
    name: 'an HTML page does not replace an existing response-file',
    with: { path: list, 'response-file': 'app.qvf' },
    files: { 'app.qvf': 'old' },
    given: answers(`GET ${list}`, html()),
    then: {
      fails: 'the response is an HTML page',
      files: { 'app.qvf': 'old' },
      outputs: { status: '200', response: login, 'response-file': undefined },
    },
  },
  {
    name: 'an HTML page that is larger than an output is not written to response-file',
    with: { path: list, 'response-file': 'app.qvf' },
    given: answers(`GET ${list}`, html(`${' \n'.repeat(700_000)}<html>`)),
    then: {
      fails: 'the response is an HTML page',
      files: { 'app.qvf': undefined },
      outputs: { response: '', 'response-file': undefined },
    },
  },
  ...(
    [
      ['XHTML', { ...html(), headers: { 'content-type': 'Application/XHTML+xml' } }],
      ['after a byte order mark and white space', html('\ufeff \r\n\t<html>')],
      ['in UTF-16', html(Buffer.from('\ufeff<html>', 'utf16le'))],
      ['another 2xx status', { ...html(), status: 203 }],
      ['a page that begins with a comment', html('<!-- hello -->')],
    ] as const
  ).map(([what, page]): Scenario => ({
    name: `an HTML page is recognised in other forms too: ${what}`,
    with: { path: list, 'response-file': 'x' },
    given: answers(`GET ${list}`, page),
    then: { fails: 'the response is an HTML page', files: { x: undefined } },
  })),
  ...(
    [
      ['JSON labelled as HTML', {}, html('{"data":[]}')],
      ['text labelled as HTML', {}, html('fine')],
      ['an empty body labelled as HTML', {}, html('')],
      ['white space labelled as HTML', {}, html(' \n')],
      ['HTML labelled as text', {}, html(login, { 'content-type': 'text/plain' })],
      ['HTML that the step asked for', { headers: 'Accept: text/plain, TEXT/HTML;q=0.9' }, html()],
      ['XHTML that the step asked for', { headers: 'Accept: application/xhtml+xml' }, html()],
      ['an attachment', {}, html(login, { 'content-disposition': 'Attachment; filename=a.html' })],
    ] as const
  ).map(([what, inputs, page]): Scenario => ({
    name: `a response that may be HTML is a success: ${what}`,
    with: { path: list, ...inputs },
    given: answers(`GET ${list}`, page),
    then: { outputs: { status: '200' } },
  })),
  ...[
    '/api/v1/extensions/e1/file/index.htm',
    '/api/v1/themes/t1/file/index.HTML',
    '/api/v1/temp-contents/c1',
  ].map((path): Scenario => ({
    name: `a response that may be HTML is a success: the path ${path}`,
    with: { path, 'response-file': 'page.html' },
    given: answers(`GET ${path}`, html()),
    then: { files: { 'page.html': login } },
  })),
  ...['/api/v1/extensions/e1/file/index.htm', '/api/v1/temp-contents/c1'].map((path): Scenario => ({
    name: `an HTML page fails the step if a path to HTML was redirected: ${path}`,
    with: { path, 'response-file': 'page.html' },
    given: redirected(path, '/login/page.html', html()),
    then: { fails: 'after a redirect to', files: { 'page.html': undefined } },
  })),
  {
    name: 'an Accept with text/html;q=0 does not ask for HTML',
    with: { path: list, headers: 'Accept: text/html;q=0, */*' },
    given: answers(`GET ${list}`, html()),
    then: { fails: 'the response is an HTML page' },
  },
  {
    name: 'an HTML attachment after a redirect is a success',
    with: { path: list },
    given: redirected(list, '/x', html(login, { 'content-disposition': 'attachment' })),
    then: { outputs: { response: login } },
  },
  {
    name: 'a HEAD with an HTML Content-Type is a success',
    with: { path: list, method: 'HEAD' },
    given: answers(`HEAD ${list}`, html()),
    then: { outputs: { status: '200' } },
  },
  {
    name: 'the response of an accepted error may be HTML',
    with: { path: list, 'accept-status': '404', 'response-file': 'x' },
    given: answers(`GET ${list}`, { ...html(), status: 404 }),
    then: { outputs: { status: '404' }, files: { x: login } },
  },
  {
    name: 'an accept-status that includes 2xx does not ask for HTML',
    with: { path: list, 'accept-status': '200-499' },
    given: answers(`GET ${list}`, html()),
    then: { fails: 'the response is an HTML page' },
  },
  {
    name: 'the error for a mask that cannot be applied says that the response is an HTML page',
    with: { path: list, select: 'id', mask: 'secret' },
    given: answers(`GET ${list}`, html()),
    then: {
      fails:
        /200 OK .*: `mask` cannot be applied, .*withheld: the response is an HTML page\. Check `path`/u,
      outputs: { response: undefined },
    },
  },
  {
    name: 'an HTML page is reported rather than a select or fail-when that cannot be applied',
    with: { path: list, select: 'id', 'fail-when': 'x' },
    given: answers(`GET ${list}`, html()),
    then: { fails: '200 OK, but the response is an HTML page', outputs: { result: '' } },
  },
  {
    name: 'fetch-result fetches a report in HTML',
    with: { ...exporting, 'response-file': 'report.html' },
    given: (tenant) => {
      tenant.script('POST /api/v1/apps/a/export', [made]);
      tenant.script('GET /api/v1/temp-contents/c1', [html()]);
      return undefined;
    },
    then: { files: { 'report.html': login } },
  },
  {
    name: 'fetch-result does not fetch the result of a call that was answered with an HTML page',
    with: exporting,
    given: answers('POST /api/v1/apps/a/export', {
      ...html(),
      headers: { ...html().headers, ...made.headers },
    }),
    then: {
      fails: 'POST /api/v1/apps/a/export: 200 OK, but the response is an HTML page',
      requests: ['POST /oauth/token 200', 'POST /api/v1/apps/a/export 200'],
    },
  },
  {
    name: 'an HTML page in place of a list fails the step',
    with: { path: list, paginate: 'true', 'response-file': 'all.json' },
    given: answers(`GET ${list}`, html()),
    then: { fails: 'the response is an HTML page', files: { 'all.json': undefined } },
  },
  {
    name: 'an HTML page in place of a later page of a list fails the step',
    with: { path: list, paginate: 'true' },
    given: (tenant) => {
      const next = { href: `${tenant.url}${list}?n=2` };
      tenant.script(`GET ${list}`, [{ status: 200, json: { data: [1], links: { next } } }, html()]);
      return undefined;
    },
    then: { fails: /GET \/api\/v1\/items: 200 OK, but the response is an HTML page\. Check/u },
  },
  {
    name: 'a job whose start was answered with an HTML page is not polled',
    with: {
      path: '/api/v1/tasks/t1/actions/start',
      method: 'POST',
      wait: 'true',
      'wait-timeout-minutes': '1',
    },
    given: (tenant) => {
      tenant.script('GET /api/v1/tasks/t1/runs/last', [{ status: 404 }]);
      tenant.script('POST /api/v1/tasks/t1/actions/start', [html()]);
      return undefined;
    },
    then: {
      fails:
        /start: 200 OK, but the response is an HTML page; the task may be running, and the step does not wait for it\. /u,
      outputs: { status: '200', response: login },
    },
  },
  {
    name: 'a token is not reported as revoked if a login page answered',
    given: answers('POST /oauth/revoke', html(`${login} hunter22`)),
    then: {
      postRequests: ['POST /oauth/revoke 200'],
      log: [
        /was not revoked: POST \/oauth\/revoke: 200 OK: an HTML page, which is not a response from the API .*It expires by itself/u,
      ],
      logNot: ['hunter22', 'Revoked the access token'],
    },
  },
];
