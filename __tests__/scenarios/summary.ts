import { expect } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import * as faults from '../../sandbox/tenant/faults.ts';
import { answers, qlikError, script } from '../support/answers.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Scenario } from '../support/scenario.ts';

type Given = NonNullable<Scenario['given']>;

const me = { path: '/api/v1/users/me', summary: 'true' };
const reload = {
  path: '/api/v1/reloads',
  method: 'POST',
  body: '{"appId":"a"}',
  wait: 'true',
  summary: 'true',
};
const supplied = 'supplied-token-0123456789';

/** A reload with one state for each poll; its start gets a 201. */
function reloads(...states: readonly string[]): Given {
  return answersOf(states.map((status) => ({ status: 200, json: { id: 'r1', status } })));
}

function answersOf(looks: readonly Step[]): Given {
  return (tenant) => {
    script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1', status: 'QUEUED' } });
    script(tenant, 'GET /api/v1/reloads/r1', ...looks);
    return undefined;
  };
}

/** A row of the table of states. */
const stay = (state: string): RegExp => new RegExp(`<tr><td><code>${state}</code></td>`, 'u');

export const summaryScenarios: readonly Scenario[] = [
  {
    name: 'a step without summary: true writes no summary',
    with: { path: me.path },
    then: { summaryNot: [/./u] },
  },
  {
    name: 'the summary of a token shows its tenant, scope and expiry',
    with: { summary: 'true', scope: 'user_default' },
    then: {
      summary: [
        /^\n<h3>✅ Access token for <code>127\.0\.0\.1:\d+<\/code><\/h3>\n/u,
        /with the scope <code>user_default<\/code>, valid until \d{4}-\d\d-\d\d \d\d:\d\d UTC, to be revoked when the job ends\./u,
        /\n\n$/u,
      ],
      summaryNot: ['<table>'],
    },
  },
  {
    name: 'the summary of a token without a scope and with revoke-token: false says what applies',
    with: { summary: 'true', 'revoke-token': 'false' },
    then: {
      summary: [
        'with the scopes of the client, valid until',
        'not to be revoked when the job ends',
      ],
    },
  },
  {
    name: 'the summary says that a token was supplied, and does not show it',
    with: {
      ...me,
      'client-id': undefined,
      'client-secret': undefined,
      'access-token': supplied,
    },
    given: answers('GET /api/v1/users/me', { status: 200, json: { id: 'u' } }),
    then: { summary: ['The access token was supplied as an input.'], summaryNot: [supplied] },
  },
  {
    name: 'the summary of a call shows method, path, status and bytes, but not the query',
    with: { ...me, path: '/api/v1/users/me?fields=name', query: 'shy=value' },
    then: {
      summary: [
        '<h3>✅ <code>GET /api/v1/users/me</code></h3>',
        /<td><code>GET \/api\/v1\/users\/me<\/code><\/td><td>200 OK<\/td><td>\d+(\.\d)? m?s<\/td><td>\d+ bytes<\/td>/u,
      ],
      summaryNot: ['fields', 'shy', 'Retries', 'Pages', 'Sent', '/oauth/token'],
    },
  },
  {
    name: 'the summary shows the number of retries, with the reason for each',
    with: me,
    given: answers('GET /api/v1/users/me', { status: 503, body: '' }, faults.resetInHeaders),
    then: {
      summary: ['<td>2, after <code>503</code> <code>ECONNRESET</code></td>', '<td>200 OK</td>'],
    },
  },
  {
    name: 'the summary has a row for a token request that was retried',
    with: me,
    given: answers('POST /oauth/token', { status: 503, body: '' }),
    then: {
      summary: [/<code>POST \/oauth\/token<\/code><\/td><td>200 OK<\/td>.*1, after <code>503</u],
    },
  },
  {
    name: 'the summary does not count the renewal of a token as a retry',
    with: me,
    given: answers('GET /api/v1/users/me', qlikError(401, 'AUTH-1', 'Unauthorized')),
    then: { summary: ['<td>200 OK</td>'], summaryNot: ['Retries'] },
  },
  {
    name: 'the summary of a list shows the number of pages and the total of bytes',
    with: { path: '/api/v1/users', paginate: 'true', query: 'limit=100', summary: 'true' },
    then: {
      summary: ['<th>Pages</th>', /<td>3<\/td><td>\d+\.\d KiB<\/td>/u],
      summaryNot: ['limit'],
    },
  },
  {
    name: 'the summary shows the number of bytes sent',
    with: {
      ...me,
      method: 'POST',
      path: '/api/v1/apps/import',
      'body-file': 'sales.qvf',
    },
    files: { 'sales.qvf': 'x'.repeat(2048) },
    then: { summary: ['<th>Sent</th>', '<td>2.0 KiB</td>', '<td>200 OK</td>'] },
  },
  {
    name: 'the summary has a row for fetch-result',
    with: {
      path: '/api/v1/apps/a/export',
      method: 'POST',
      'fetch-result': 'true',
      'response-file': 'app.qvf',
      summary: 'true',
    },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/apps/a/export', {
        status: 201,
        headers: { location: '/api/v1/temp-contents/c1?token=shy' },
      });
      script(tenant, 'GET /api/v1/temp-contents/c1', { status: 200, body: 'app' });
      return undefined;
    },
    then: {
      summary: [
        '<code>POST /api/v1/apps/a/export</code></td><td>201 Created',
        '<code>GET /api/v1/temp-contents/c1</code></td><td>200 OK',
      ],
      summaryNot: ['shy'],
    },
  },
  {
    name: 'the summary of a job shows each state once, with its time',
    with: reload,
    given: reloads('QUEUED', 'RELOADING', 'RELOADING', 'SUCCEEDED'),
    then: {
      summary: [
        '<h3>✅ <code>POST /api/v1/reloads</code></h3>',
        /Waited for <code>reload r1<\/code>: succeeded after \d+(\.\d)? s \(4 polls\)/u,
        /<th>State<\/th><th>Seen after<\/th><th>For<\/th>/u,
        /QUEUED.*\n.*RELOADING.*\n.*SUCCEEDED/u,
        '<td>201 Created</td>',
        'The outputs come from the last poll: status <code>200</code>.',
      ],
      also: ({ summary }) => {
        expect(summary.match(/RELOADING/gu)).toHaveLength(1);
      },
    },
  },
  {
    name: 'the summary of a failed job shows its error and its states',
    with: reload,
    given: answersOf([
      { status: 200, json: { id: 'r1', status: 'RELOADING' } },
      {
        status: 200,
        json: { id: 'r1', status: 'FAILED', errorMessage: 'Table <Sales> | not found' },
      },
    ]),
    then: {
      fails: 'reload r1 ended in state FAILED',
      summary: [
        '<h3>❌ <code>POST /api/v1/reloads</code></h3>',
        /<blockquote><code>reload r1 ended in state FAILED after \d+ s: Table &lt;Sales&gt; \| not found<\/code><\/blockquote>/u,
        ': failed after',
        stay('FAILED'),
      ],
    },
  },
  {
    name: 'the summary of a job that timed out shows its last state',
    with: { ...reload, 'wait-timeout-minutes': '0.03' },
    // The last response is repeated for as long as it takes.
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: { id: 'r1' } });
      tenant.script('GET /api/v1/reloads/r1', [{ status: 200, json: { status: 'RELOADING' } }], {
        repeatLast: true,
      });
      return undefined;
    },
    // The clock of the other driver leaves no time for a poll.
    bundleOnly: true,
    then: {
      fails: 'is still running after',
      summary: ['❌', 'it is left running', 'had not ended after', stay('RELOADING')],
    },
  },
  {
    name: 'the summary has a row for an outage during a wait',
    with: reload,
    given: answersOf([
      { status: 200, json: { status: 'RELOADING' } },
      { status: 503, body: '' },
      { status: 200, json: { status: 'SUCCEEDED' } },
    ]),
    then: { summary: [/RELOADING.*\n<tr><td>poll failed<\/td>.*\n.*SUCCEEDED/u] },
  },
  {
    name: 'the summary of a job that had already ended shows its state',
    with: { path: '/api/v1/reloads/r1', wait: 'true', summary: 'true' },
    given: answers('GET /api/v1/reloads/r1', {
      status: 200,
      json: { id: 'r1', status: 'SUCCEEDED' },
    }),
    then: { summary: ['succeeded after 0 ms (1 poll)', stay('SUCCEEDED')] },
  },
  {
    name: 'the summary of a failed call shows the error of the annotation',
    with: me,
    given: answers(
      'GET /api/v1/users/me',
      qlikError(403, 'USERS-403', 'Forbidden', '<b>no</b> @octocat https://evil.example #1'),
    ),
    then: {
      fails: 'GET /api/v1/users/me: 403 Forbidden',
      summary: [
        '❌ <code>GET',
        '<td>403 Forbidden</td>',
        /<blockquote><code>GET \/api\/v1\/users\/me: 403 Forbidden: USERS-403 .*<\/code><\/blockquote>/u,
      ],
      summaryNot: ['<b>'],
    },
  },
  {
    name: 'the summary shows that there was no answer',
    with: { ...me, retries: '0' },
    given: answers('GET /api/v1/users/me', faults.resetInHeaders),
    then: { fails: 'was reset', summary: ['<td>no answer</td>', '❌'] },
  },
  {
    name: 'the summary of a failed token request shows why it failed',
    with: me,
    given: answers('POST /oauth/token', {
      status: 401,
      json: { error: 'invalid_client', error_description: 'unknown client' },
    }),
    then: {
      fails: 'No access token',
      summary: ['❌ <code>GET /api/v1/users/me</code>', 'unknown client', '401 Unauthorized'],
      summaryNot: ['Access token requested'],
    },
  },
  {
    name: 'the summary lists all bad inputs, one per line',
    with: { ...me, retries: 'many', method: 'GRAB' },
    then: {
      fails: '2 bad inputs',
      summary: [
        '<h3>❌ Qlik Cloud</h3>',
        /<code>2 bad inputs:<\/code><br><code>- `retries`.*<\/code><br><code>- `method`/u,
      ],
    },
  },
  {
    name: 'a summary that is neither true nor false is a bad input',
    with: { summary: 'perhaps' },
    then: { fails: /`summary`/u },
  },
  {
    name: 'the summary does not show masked values, although the runner does not mask there',
    with: { ...reload, mask: 'status' },
    given: reloads('SECRET_STATE_1', 'SUCCEEDED'),
    then: {
      warnings: [/\*\*\* is unknown to this action/u],
      masks: ['SECRET_STATE_1', 'SUCCEEDED'],
      summary: ['<code>***</code>'],
      also: ({ summary }) => {
        expect(leaks(summary, 'SECRET_STATE_1')).toEqual([]);
      },
    },
  },
  {
    name: 'the summary does not show a masked value with other white space',
    with: { ...reload, mask: 'words' },
    given: answersOf([
      { status: 200, json: { words: 'correct horse battery', status: 'QUEUED' } },
      { status: 200, json: { words: 'x-x-x', status: 'correct  horse  battery' } },
      { status: 200, json: { words: 'x-x-x', status: 'SUCCEEDED' } },
    ]),
    then: {
      warnings: [/is unknown to this action/u],
      masks: ['correct horse battery', 'x-x-x'],
      also: ({ summary }) => {
        expect(leaks(summary, 'correct horse battery')).toEqual([]);
      },
    },
  },
  {
    name: 'a state with HTML and Markdown is plain text in the summary',
    with: reload,
    given: reloads(
      '</code></td></tr></table>\n\n# <img src=x> [a](https://evil.example) | `b` @octocat :+1:',
      'SUCCEEDED',
    ),
    then: {
      warnings: [/is unknown to this action/u],
      summary: [
        /<tr><td><code>&lt;\/code&gt;&lt;\/td&gt;.*# &lt;img src=x&gt; \[a\]\(.*\) \| `b` @octocat :\+1:<\/code><\/td>/u,
      ],
      summaryNot: ['<img', /<\/table>.*#/u],
    },
  },
  {
    name: 'the summary shortens the list of states of a job that keeps changing',
    with: reload,
    given: answersOf([
      ...Array.from({ length: 120 }, (_, i) => ({
        status: 200,
        json: { status: i % 2 === 0 ? 'QUEUED' : 'RELOADING' },
      })),
      { status: 200, json: { status: 'SUCCEEDED' } },
    ]),
    inProcessOnly: true,
    then: {
      summary: ['<td>… 71 more</td>', stay('SUCCEEDED'), '(121 polls)'],
      also: ({ summary }) => {
        expect(summary.match(/<td><code>(QUEUED|RELOADING)</gu)).toHaveLength(49);
      },
    },
  },
  ...(
    [
      ['is not set', { GITHUB_STEP_SUMMARY: '' }, /^The job summary file was not written: /u],
      [
        'is not there',
        { GITHUB_STEP_SUMMARY: '/nowhere/summary.md' },
        'The job summary file was not written: it does not exist',
      ],
      ['is a folder', { GITHUB_STEP_SUMMARY: '.' }, /^The job summary file was not written: /u],
    ] as const
  ).map(([what, env, warning]): Scenario => ({
    name: `a summary whose file ${what} causes a warning, and the step succeeds`,
    with: me,
    env,
    inProcessOnly: true,
    then: { outputs: { status: '200' }, warnings: [warning], summaryNot: [/./u] },
  })),
];
