import { type Call, created, jsonBody, noContent, ok } from '../http.ts';
import type { JobState } from '../job-plays.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, newId, timestamp, type World } from '../world.ts';

/** Runs of automations and of tasks. How they go, `tenant.plan(kind, …)` says. */

/**
 * @returns a job's next state, by its id
 * @throws QlikError 404 when there is no such job
 */
export function nextState(id: string | undefined, world: World): JobState {
  const job = world.jobs.poll(id ?? '');
  if (!job) throw notFound('The job');
  return job;
}

/** `v1` and its namespaced successor. */
const automations = ['/api/v1/automations', '/api/workflows/automations'];
const tasks = ['/api/v1/tasks', '/api/scheduling/tasks'];

/**
 * Runs a triggered automation. Only the header counts: in a query a token stands in every log.
 * @throws QlikError 401 when the automation has no such token
 */
function execute(call: Call, world: World): JobState {
  const shown = call.headers['x-execution-token'];
  if (call.params.automation !== known.automation || shown !== known.executionToken)
    throw new QlikError(401, 'HTTP-401', 'Unauthorized', 'The execution token is not accepted');
  return newRun('webhook', world);
}

function newRun(context: unknown, world: World): JobState {
  const id = newId();
  const now = timestamp(world);
  return world.jobs.start('automation runs', id, {
    id,
    title: 'Run of the sandbox',
    // The request has only "api", which reads as another word.
    context: context === 'api' ? 'api_async' : context,
    createdAt: now,
    updatedAt: now,
    startTime: now,
    stopTime: null,
    scheduledStartTime: null,
    executedById: known.bot,
    ownerId: known.bot,
    error: null,
    metrics: null,
    isTestRun: false,
    isArchived: false,
  });
}

/** A run of a task: its start gives no id. */
function newTaskRun(call: Call, world: World): void {
  const id = newId();
  const taskId = call.params.task ?? '';
  world.jobs.start('task runs', id, {
    id,
    taskId,
    taskName: 'Task of the sandbox',
    taskMeta: { ownerId: known.bot, tenantId: world.tenantId },
    actionId: newId(),
    resourceId: known.app,
    startedAt: timestamp(world),
    executedAs: known.bot,
    triggeredBy: known.bot,
    workerId: 'worker-1',
    workerType: 'reload',
  });
  world.lastRuns.set(taskId, id);
}

export const jobRoutes: readonly Route[] = [
  ...automations.flatMap((base): Route[] => [
    {
      method: 'POST',
      path: `${base}/{automation}/runs`,
      scope: 'automations',
      handle: (call, world) => created(newRun(jsonBody(call).context, world)),
    },
    {
      method: 'POST',
      path: `${base}/{automation}/actions/execute`,
      withoutToken: true,
      handle: (call, world) => ok(execute(call, world)),
    },
    {
      method: 'GET',
      path: `${base}/{automation}/runs/{id}`,
      scope: 'automations',
      handle: ({ params }, world) => ok(nextState(params.id, world)),
    },
    {
      method: 'POST',
      path: `${base}/{automation}/runs/{id}/actions/stop`,
      scope: 'automations',
      handle: ({ params }, world) => {
        world.jobs.divert(params.id ?? '', [{ status: 'stopped' }]);
        return noContent;
      },
    },
  ]),
  ...tasks.flatMap((base): Route[] => [
    {
      method: 'POST',
      path: `${base}/{task}/actions/start`,
      scope: 'tasks',
      handle: (call, world) => {
        newTaskRun(call, world);
        return ok({ message: 'The task was started' });
      },
    },
    {
      method: 'GET',
      path: `${base}/{task}/runs/last`,
      scope: 'tasks',
      handle: ({ params }, world) => ok(nextState(world.lastRuns.get(params.task ?? ''), world)),
    },
  ]),
];
