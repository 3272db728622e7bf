import { qlikError, script } from '../support/answers.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Step } from '../../sandbox/tenant/script.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Scenario } from '../support/scenario.ts';

/** A kind of job, and how the tenant simulates it. */
interface Play {
  readonly kind: string;
  readonly start: string;
  readonly started: unknown;
  readonly poll: string;
  /** The response to a poll in a state. */
  readonly look: (state: string) => object;
  readonly running: string;
  readonly well: readonly string[];
  readonly bad: readonly string[];
  /** Why the job failed: in the response, and in the error. */
  readonly reason?: readonly [answer: object, error: string];
  /** The last run before the start; set if the start gives no id. */
  readonly before?: (state: string) => object;
}

const run = (id: string) => (state: string) => ({ id, status: state });

const plays: readonly Play[] = [
  {
    kind: 'reload',
    start: '/api/v1/reloads',
    started: { id: 'r1', status: 'QUEUED' },
    poll: '/api/v1/reloads/r1',
    look: run('r1'),
    running: 'RELOADING',
    well: ['SUCCEEDED'],
    bad: ['FAILED', 'CANCELED', 'EXCEEDED_LIMIT'],
    reason: [
      { errorCode: 'EngineReloadScriptError', errorMessage: 'Table not found' },
      'EngineReloadScriptError Table not found',
    ],
  },
  ...['/api/v1/automations', '/api/workflows/automations'].map((base): Play => ({
    kind: 'automation run',
    start: `${base}/a1/runs`,
    started: { id: 'n1', status: 'queued' },
    poll: `${base}/a1/runs/n1`,
    look: run('n1'),
    running: 'running',
    well: ['finished'],
    bad: ['failed', 'stopped', 'exceeded limit'],
    reason: [{ error: [{ message: 'block 7' }] }, '[{"message":"block 7"}]'],
  })),
  ...['/api/v1/tasks', '/api/scheduling/tasks'].map((base): Play => ({
    kind: 'task',
    start: `${base}/t1/actions/start`,
    started: undefined,
    poll: `${base}/t1/runs/last`,
    look: run('new'),
    running: 'RUNNING',
    well: ['SUCCEEDED'],
    bad: ['FAILED'],
    before: run('old'),
  })),
  ...['import-async', 'prepare', 'validate'].map((action): Play => ({
    kind: 'data-integration action',
    start: `/api/v1/di-projects/p1/actions/${action}`,
    started: { actionId: 'x1' },
    poll: '/api/v1/di-projects/actions/x1',
    look: (state) => ({ state }),
    running: 'EXECUTING',
    well: ['COMPLETED', 'SKIPPED'],
    bad: ['FAILED', 'CANCELED'],
    reason: [{ error: { errors: [{ title: 'no rights' }] } }, 'no rights'],
  })),
  {
    kind: 'data task',
    start: '/api/v1/di-projects/p1/di-tasks/d1/runtime/actions/start',
    started: undefined,
    poll: '/api/v1/di-projects/p1/di-tasks/d1/runtime/state',
    look: (state) => ({ lastRun: { state, startTime: '2026-01-02', message: 'disk is full' } }),
    running: 'RUNNING',
    well: ['COMPLETED'],
    bad: ['FAILED', 'CANCELED'],
    reason: [{}, 'disk is full'],
    before: (state) => ({ lastRun: { state, startTime: '2026-01-01' } }),
  },
  {
    kind: 'report',
    start: '/api/v1/reports',
    started: { requestId: 'q1' },
    poll: '/api/v1/reports/q1/status',
    look: (status) => ({ status }),
    running: 'processing',
    well: ['done'],
    bad: ['failed', 'aborted'],
    reason: [{ requestErrors: [{ code: 'REP-400009' }] }, 'REP-400009'],
  },
];

const otherCase = (text: string): string =>
  text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();

/** Scripts a job: the last run before it, its start, and one poll after another. */
function played(play: Play, ...looks: readonly Step[]) {
  return (tenant: Tenant): undefined => {
    const { before } = play;
    if (before !== undefined)
      script(tenant, `GET ${play.poll}`, { status: 200, json: before(play.well[0] ?? '') });
    const { started } = play;
    const answer = started === undefined ? { status: 204 } : { status: 201, json: started };
    script(tenant, `POST ${play.start}`, answer);
    script(tenant, `GET ${play.poll}`, ...looks);
  };
}

function look(play: Play, state: string, more: object = {}): Reply {
  return { status: 200, json: { ...play.look(state), ...more } };
}

function stepOf(play: Play): Record<string, string> {
  return { path: play.start, method: 'POST', wait: 'true' };
}

function scenariosOf(play: Play): Scenario[] {
  const { kind, running, reason = [{}, ''] } = play;
  const named = `${kind} (${play.start})`;
  const given = stepOf(play);
  const firstWell = look(play, play.well[0] ?? '');
  return [
    ...play.well.flatMap((state) =>
      [state, otherCase(state)].map((spelled): Scenario => ({
        name: `${named}: ${spelled} is a success, and the response is the last state`,
        with: given,
        given: played(play, look(play, running), look(play, spelled)),
        then: {
          outputs: { status: '200', response: new RegExp(`"${spelled}"`, 'u') },
          log: [new RegExp(`${kind}.*: ${running} \\(\\d+ s\\)`, 'u'), `: ${spelled} (`],
          also: ({ requests }) => {
            expect(requests.filter((request) => request.startsWith('POST /api'))).toHaveLength(1);
          },
        },
      })),
    ),
    ...play.bad.map((state): Scenario => ({
      name: `${named}: ${state} fails the step, with the reason`,
      with: { ...given, select: 'missing' },
      given: played(play, look(play, running), look(play, state, reason[0])),
      then: {
        fails: new RegExp(
          `^${kind} .*ended in state ${state} after \\d+ s${reason[1] === '' ? '' : ': '}`,
          'u',
        ),
        outputs: { status: '200', response: new RegExp(`"${state}"`, 'u') },
        also: ({ errors }) => {
          expect(errors[0]).toContain(reason[1]);
        },
      },
    })),
    {
      name: `${named}: an unknown state counts as running, with a single warning`,
      with: given,
      given: played(play, look(play, 'dreaming'), look(play, 'dreaming'), firstWell),
      then: {
        warnings: [
          /the state dreaming is unknown to this action, which treats the job as still running/u,
        ],
      },
    },
    {
      name: `${named}: an unknown state that sounds like a failure fails the step`,
      with: given,
      given: played(play, look(play, 'Aborted_by_engine')),
      then: { fails: /ended in state Aborted_by_engine/u },
    },
    {
      name: `${named}: polls go on through an outage, which gets one line in the log`,
      with: given,
      given: played(
        play,
        { status: 503, body: '' },
        { status: 429, headers: { 'retry-after': '2' } },
        faults.resetBeforeHeaders,
        { status: 200, body: '<html>Be right back' },
        firstWell,
      ),
      then: {
        outputs: { status: '200' },
        log: ['poll failed, polling continues: ', 'polls succeed again, after'],
        also: ({ log }) => {
          expect(log.match(/poll failed|polls still fail/gu)).toHaveLength(1);
        },
      },
    },
    {
      name: `${named}: a 404 right after the start is polled again`,
      with: given,
      given: played(play, qlikError(404, 'X-404', 'Not found'), firstWell),
      then: { outputs: { status: '200' } },
    },
    {
      name: `${named}: a wait that times out leaves it running`,
      with: { ...given, 'wait-timeout-minutes': '0.01' },
      given: played(play, look(play, running)),
      then: { fails: new RegExp(`^${kind}.* is still running after .*; it is left running`, 'u') },
    },
    {
      name: `${named}: a token that expires during the wait is renewed`,
      with: given,
      given: played(
        play,
        qlikError(401, 'AUTH-1', 'Unauthorized'),
        look(play, running),
        qlikError(401, 'AUTH-1', 'Unauthorized'),
        firstWell,
      ),
      then: {
        outputs: { status: '200' },
        also: ({ requests, postRequests }) => {
          expect(requests.filter((request) => request === 'POST /oauth/token 200')).toHaveLength(3);
          expect(postRequests).toHaveLength(3);
        },
      },
    },
  ];
}

/** The first entry of a kind. */
function playOf(kind: string): Play {
  const play = plays.find((one) => one.kind === kind);
  if (play === undefined) throw new Error(`no play of ${kind}`);
  return play;
}

const reload = playOf('reload');
const task = playOf('task');
const automation = playOf('automation run');
const reloadStep = stepOf(reload);
const supplied = 'supplied-token-0123456789';

export const waitingScenarios: readonly Scenario[] = [
  ...plays.flatMap((play) =>
    // The first success and the first failure of each kind run on the bundle too.
    scenariosOf(play).map((scenario, index) =>
      index === 0 || index === 2 * play.well.length
        ? scenario
        : { ...scenario, inProcessOnly: true as const },
    ),
  ),
  {
    name: 'a job that has ended in the response to its start is not polled',
    with: reloadStep,
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', {
        status: 201,
        json: { id: 'r1', status: 'SUCCEEDED' },
      });
      return undefined;
    },
    then: {
      outputs: { status: '201' },
      requests: ['POST /oauth/token 200', 'POST /api/v1/reloads 201'],
    },
  },
  {
    name: 'a failed reload shows the end of its log, and obeys no workflow command in it',
    with: reloadStep,
    given: played(
      reload,
      look(reload, 'FAILED', {
        log: `${Array.from({ length: 60 }, (_, line) => `line ${String(line)}`).join('\r\n')}\n::add-mask::line\n##[add-mask]line`,
      }),
    ),
    then: {
      fails: 'ended in state FAILED',
      log: ['line 59', 'line 22', 'End of the log of reload r1'],
      logNot: ['line 21'],
      also: ({ masks }) => {
        expect(masks).not.toContain('line');
      },
    },
  },
  {
    name: 'an automation run that finished with warnings is a success with a warning',
    with: stepOf(automation),
    given: played(automation, look(automation, 'finished with warnings')),
    then: {
      warnings: [
        'automation run n1 ended with warnings (finished with warnings): see its log in Qlik',
      ],
      outputs: { status: '200' },
    },
  },
  {
    name: 'a GET of a job with wait: true waits for one that was started earlier',
    with: { path: reload.poll, wait: 'true' },
    given: (tenant) => {
      script(tenant, `GET ${reload.poll}`, look(reload, 'QUEUED'), look(reload, 'SUCCEEDED'));
      return undefined;
    },
    then: {
      outputs: { response: /SUCCEEDED/u },
      requests: ['POST /oauth/token 200', `GET ${reload.poll} 200`, `GET ${reload.poll} 200`],
    },
  },
  {
    name: 'a GET of the last run of a task with wait: true waits for that run',
    with: { path: task.poll, wait: 'true' },
    given: (tenant) => {
      script(tenant, `GET ${task.poll}`, look(task, 'RUNNING'), look(task, 'SUCCEEDED'));
      return undefined;
    },
    then: { outputs: { response: /SUCCEEDED/u } },
  },
  {
    name: 'the last run before the start is not taken for the new one',
    with: stepOf(task),
    given: played(
      task,
      { status: 200, json: { id: 'old', status: 'FAILED' } },
      look(task, 'SUCCEEDED'),
    ),
    then: { outputs: { response: /"new"/u } },
  },
  {
    name: 'a task that never ran before is waited for',
    with: stepOf(task),
    given: (tenant) => {
      const none = qlikError(404, 'TASKS-404', 'No run');
      script(tenant, `GET ${task.poll}`, none, none, look(task, 'SUCCEEDED'));
      script(tenant, `POST ${task.start}`, { status: 204 });
      return undefined;
    },
    then: { outputs: { response: /"new"/u } },
  },
  {
    name: 'nothing is started if the last run of a task cannot be read',
    with: stepOf(task),
    given: (tenant) => {
      script(tenant, `GET ${task.poll}`, qlikError(403, 'TASKS-403', 'Forbidden'));
      return undefined;
    },
    then: {
      fails: /^Nothing was started: the last run of the task cannot be read: GET .*403/u,
      requests: ['POST /oauth/token 200', `GET ${task.poll} 403`],
    },
  },
  {
    name: 'a start that gives no id fails with an error that says the job may run',
    with: reloadStep,
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', { status: 201, json: {} });
      return undefined;
    },
    then: {
      fails: /the reload may be running, but the response to its start has no id/u,
      outputs: { status: '201', response: '{}' },
    },
  },
  {
    name: 'a start that fails is not followed by polls',
    with: reloadStep,
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', qlikError(403, 'RELOADS-003', 'No permission'));
      return undefined;
    },
    then: { fails: '403 Forbidden: RELOADS-003', outputs: { status: '403' } },
  },
  {
    name: 'a start with an accepted error is not followed by polls, with a warning',
    with: { ...reloadStep, 'accept-status': '409' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/reloads', { status: 409, json: { id: 'r1' } });
      return undefined;
    },
    then: {
      warnings: ['409 is accepted, so the step waits for no reload'],
      outputs: { status: '409' },
    },
  },
  {
    name: 'a poll that is refused fails with an error that says the job may still run',
    with: reloadStep,
    given: played(reload, qlikError(403, 'RELOADS-003', 'No permission')),
    then: {
      fails: /the reload may still be running, but cannot be polled: GET .*403/u,
      outputs: { status: '201', response: /r1/u },
    },
  },
  {
    name: 'a supplied token that expires during the wait fails with an error that says the job may still run',
    with: { ...reloadStep, 'client-id': '', 'client-secret': '', 'access-token': supplied },
    given: (tenant) => {
      played(reload, qlikError(401, 'AUTH-1', 'Unauthorized'))(tenant);
      return undefined;
    },
    then: { fails: /the reload may still be running.*401 Unauthorized/u },
  },
  {
    name: 'the error for wait with a call that starts no known job names the known ones',
    with: { path: '/api/v1/spaces', method: 'POST', wait: 'true' },
    then: {
      fails:
        /`wait`: POST \/api\/v1\/spaces does not start a job that the action knows\. It knows the jobs that are started by POST at \/api\/v1\/reloads.*wait-path: \/api\//u,
      requests: [],
    },
  },
  {
    name: 'another job is polled at wait-path until done-when is true',
    with: {
      path: '/api/analytics/apps/g1/evaluations',
      method: 'POST',
      'wait-path': '/api/analytics/apps/evaluations/{data.id}',
      'done-when': "status=='ended'",
      'fail-when': "status=='broken'",
      select: 'result',
    },
    given: (tenant) => {
      const poll = 'GET /api/analytics/apps/evaluations/e%201';
      script(tenant, 'POST /api/analytics/apps/g1/evaluations', {
        status: 202,
        json: { data: { id: 'e 1' } },
      });
      script(tenant, poll, { status: 200, json: { status: 'started' } });
      script(tenant, poll, { status: 200, json: { status: 'ended', result: 'good' } });
      return undefined;
    },
    then: { outputs: { result: 'good' }, log: ['job e 1: running'] },
  },
  {
    name: 'fail-when takes precedence over done-when',
    with: {
      path: '/api/x',
      method: 'POST',
      'wait-path': '/api/x/{id}',
      'done-when': '`true`',
      'fail-when': 'bad',
    },
    given: (tenant) => {
      script(tenant, 'POST /api/x', { status: 200, json: { id: 7 } });
      script(tenant, 'GET /api/x/7', { status: 200, json: { bad: ['why'] } });
      return undefined;
    },
    then: { fails: /^job 7 ended in state failed after \d+ s: it fulfils `fail-when` \(bad\)/u },
  },
  {
    name: 'done-when may treat a known bad state as a success',
    with: { ...reloadStep, 'done-when': "status=='CANCELED'" },
    given: played(reload, look(reload, 'CANCELED')),
    then: { outputs: { response: /CANCELED/u } },
  },
  {
    name: 'done-when may wait for more than a known good state',
    with: { ...reloadStep, 'done-when': 'endTime' },
    given: played(reload, look(reload, 'SUCCEEDED'), look(reload, 'SUCCEEDED', { endTime: 'now' })),
    then: { outputs: { response: /endTime/u } },
  },
  {
    name: 'a wait-path that finds nothing in the response fails with an error that says the job may run',
    with: { path: '/api/x', method: 'POST', 'wait-path': '/api/x/{data.id}', 'done-when': 'done' },
    given: (tenant) => {
      script(tenant, 'POST /api/x', { status: 200, json: { data: {} } });
      return undefined;
    },
    then: { fails: 'the job may be running, but the response to its start has no data.id' },
  },
  {
    name: 'a wait-path that would leave the tenant is refused once the response is known',
    with: { path: '/api/x', method: 'POST', 'wait-path': '/api/x/{id}', 'done-when': 'done' },
    given: (tenant) => {
      script(tenant, 'POST /api/x', { status: 200, json: { id: '..' } });
      return undefined;
    },
    then: {
      fails: /the job may be running, but the step cannot wait for it: .*\. or \.\. segment/u,
    },
  },
  ...(
    [
      [
        'wait-path without done-when',
        { 'wait-path': '/api/x/{id}' },
        '`done-when`: is required with `wait-path`',
      ],
      ['done-when without a wait', { 'done-when': 'x' }, '`done-when`: is set without `wait`'],
      [
        'an interval without a wait',
        { 'wait-interval-seconds': '5' },
        '`wait-interval-seconds`: is set without',
      ],
      [
        'an interval under a second',
        { ...reloadStep, 'wait-interval-seconds': '0.5' },
        'is not a number from 1',
      ],
      [
        'a wait-timeout-minutes of 0',
        { ...reloadStep, 'wait-timeout-minutes': '0' },
        '`wait-timeout-minutes`: "0"',
      ],
      [
        'a wait-path on another origin',
        { 'wait-path': '//evil/{id}', 'done-when': 'x' },
        '`wait-path`: ',
      ],
      [
        'a wait-path that does not parse',
        { 'wait-path': '/a/{b..c}', 'done-when': 'x' },
        '`wait-path`: "b..c"',
      ],
      ['a done-when that does not parse', { ...reloadStep, 'done-when': '(' }, '`done-when`: "("'],
    ] as const
  ).map(([name, given, fails]): Scenario => ({
    name: `refused: ${name}`,
    with: { path: '/api/x', method: 'POST', ...given },
    then: { fails, requests: [] },
  })),
  {
    name: 'response-file and select apply to the last state, and mask to every state',
    with: { ...reloadStep, 'response-file': 'reload.json', mask: 'token', select: 'status' },
    given: played(
      reload,
      look(reload, 'RELOADING', { token: 'secret-one' }),
      look(reload, 'SUCCEEDED', { token: 'secret-two' }),
    ),
    then: {
      outputs: { result: 'SUCCEEDED' },
      files: { 'reload.json': /SUCCEEDED/u },
      masks: ['secret-one', 'secret-two'],
    },
  },
];
