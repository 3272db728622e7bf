import { noContent, ok } from '../http.ts';
import type { Route } from '../route.ts';
import { newId, timestamp } from '../world.ts';
import { nextState } from './jobs.ts';

/** Data-integration projects and their tasks. How they go, `tenant.plan(kind, …)` says. */

const projects = '/api/v1/di-projects';
const dataTask = `${projects}/{project}/di-tasks/{task}/runtime`;
const scope = 'di-projects';

/** What a project can be asked to do, and what the answer calls it. */
const actions = {
  'import-async': 'PROJECT_IMPORT',
  prepare: 'PROJECT_PREPARE',
  validate: 'PROJECT_VALIDATE',
} as const;

/** The task that a path speaks of. */
function addressOf({ project = '', task = '' }: Readonly<Record<string, string>>): string {
  return `${project}/${task}`;
}

export const diProjectRoutes: readonly Route[] = [
  ...Object.entries(actions).map(([action, type]): Route => ({
    method: 'POST',
    path: `${projects}/{project}/actions/${action}`,
    scope,
    handle: (_, world) => {
      const actionId = newId();
      const about = { name: action, type, startTime: timestamp(world), taskDetails: [] };
      world.jobs.start('di actions', actionId, about);
      return { status: 202, json: { actionId } };
    },
  })),
  {
    method: 'GET',
    path: `${projects}/actions/{id}`,
    scope,
    handle: ({ params }, world) => ok(nextState(params.id, world)),
  },
  {
    method: 'POST',
    path: `${dataTask}/actions/start`,
    scope,
    handle: ({ params }, world) => {
      const id = newId();
      // A run has no id of its own: only the time of its start tells it from another.
      world.jobs.start('di task runs', id, { startTime: timestamp(world), errors: [] });
      world.lastRuns.set(addressOf(params), id);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: `${dataTask}/state`,
    scope,
    handle: ({ params }, world) => {
      const id = world.lastRuns.get(addressOf(params));
      const about = { name: params.task, type: 'LANDING', runReadiness: { state: 'READY_TO_RUN' } };
      return ok(id === undefined ? about : { ...about, lastRun: nextState(id, world) });
    },
  },
  {
    method: 'POST',
    path: `${dataTask}/actions/stop`,
    scope,
    handle: ({ params }, world) => {
      const id = world.lastRuns.get(addressOf(params)) ?? '';
      world.jobs.divert(id, [{ state: 'STOPPING' }, { state: 'CANCELED' }]);
      return noContent;
    },
  },
];
