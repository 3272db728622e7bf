import { type Call, created, jsonBody, noContent, ok, type Reply } from '../http.ts';
import type { JobState } from '../job-plays.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { newId, temporaryContent, timestamp, type World } from '../world.ts';

/** Jobs besides reloads. How they go, `tenant.plan(kind, …)` says. */

/** A job's next state, by its id. */
function poll(id: string | undefined, world: World): JobState {
  const job = world.jobs.poll(id ?? '');
  if (!job) throw notFound('The job');
  return job;
}

/** `v1` and its namespaced successor. */
const automations = ['/api/v1/automations', '/api/workflows/automations'];
const tasks = ['/api/v1/tasks', '/api/scheduling/tasks'];
const projects = '/api/v1/di-projects';
const dataTask = `${projects}/{project}/di-tasks/{task}/runtime`;
const evaluations = '/api/analytics/apps';

/** Starts a run that only a later look tells of. */
function startRun(kind: string, call: Call, world: World): Reply {
  const id = newId();
  const startTime = timestamp(world);
  world.jobs.start(kind, id, { id, startTime });
  world.lastRuns.set(addressOf(call), id);
  return noContent;
}

/** The task that a path speaks of. */
function addressOf({ params }: Call): string {
  return `${params.project ?? ''}/${params.task ?? ''}`;
}

/** As a finished report has it: where its file is. */
function reportStatus(call: Call, world: World): Reply {
  const id = call.params.id ?? '';
  const state = poll(id, world);
  if (state.status !== 'done') return ok(state);
  world.temporaryContents.set(id, temporaryContent(Buffer.from('%PDF-1.7 of the sandbox')));
  const location = `${world.origin}/api/v1/temp-contents/${id}`;
  return ok({ ...state, results: [{ location, outputId: 'output-1' }] });
}

export const jobRoutes: readonly Route[] = [
  ...automations.flatMap((base): Route[] => [
    {
      method: 'POST',
      path: `${base}/{automation}/runs`,
      scope: 'automations',
      handle: (_, world) => {
        const id = newId();
        return created(world.jobs.start('automation runs', id, { id }));
      },
    },
    {
      method: 'GET',
      path: `${base}/{automation}/runs/{id}`,
      scope: 'automations',
      handle: ({ params }, world) => ok(poll(params.id, world)),
    },
    {
      method: 'POST',
      path: `${base}/{automation}/runs/{id}/actions/stop`,
      scope: 'automations',
      handle: ({ params }, world) => {
        world.jobs.divert(params.id ?? '', [{ status: 'stopped' }]);
        return ok({});
      },
    },
  ]),
  ...tasks.flatMap((base): Route[] => [
    {
      method: 'POST',
      path: `${base}/{task}/actions/start`,
      scope: 'tasks',
      handle: (call, world) => startRun('task runs', call, world),
    },
    {
      method: 'GET',
      path: `${base}/{task}/runs/last`,
      scope: 'tasks',
      handle: (call, world) => ok(poll(world.lastRuns.get(addressOf(call)), world)),
    },
  ]),
  ...['import-async', 'prepare', 'validate'].map((action): Route => ({
    method: 'POST',
    path: `${projects}/{project}/actions/${action}`,
    scope: 'di-projects',
    handle: (_, world) => {
      const actionId = newId();
      world.jobs.start('di actions', actionId, { actionId });
      return created({ actionId });
    },
  })),
  {
    method: 'GET',
    path: `${projects}/actions/{id}`,
    scope: 'di-projects',
    handle: ({ params }, world) => ok(poll(params.id, world)),
  },
  {
    method: 'POST',
    path: `${dataTask}/actions/start`,
    scope: 'di-projects',
    handle: (call, world) => startRun('di task runs', call, world),
  },
  {
    method: 'GET',
    path: `${dataTask}/state`,
    scope: 'di-projects',
    handle: (call, world) => {
      const id = world.lastRuns.get(addressOf(call));
      return ok(id === undefined ? {} : { lastRun: poll(id, world) });
    },
  },
  {
    method: 'POST',
    path: `${dataTask}/actions/stop`,
    scope: 'di-projects',
    handle: (call, world) => {
      const id = world.lastRuns.get(addressOf(call)) ?? '';
      world.jobs.divert(id, [{ state: 'STOPPING' }, { state: 'CANCELED' }]);
      return noContent;
    },
  },
  {
    method: 'POST',
    path: '/api/v1/reports',
    scope: 'reports',
    handle: (call, world) => {
      jsonBody(call);
      const requestId = newId();
      world.jobs.start('reports', requestId, { requestId });
      return { status: 202, json: { requestId, message: 'Report request accepted' } };
    },
  },
  { method: 'GET', path: '/api/v1/reports/{id}/status', scope: 'reports', handle: reportStatus },
  {
    method: 'POST',
    path: `${evaluations}/{app}/evaluations`,
    scope: 'apps',
    handle: (_, world) => {
      const id = newId();
      return { status: 202, json: world.jobs.start('evaluations', id, { id }) };
    },
  },
  {
    method: 'GET',
    path: `${evaluations}/evaluations/{id}`,
    scope: 'apps',
    handle: ({ params }, world) => ok({ result: 'good', ...poll(params.id, world) }),
  },
];
