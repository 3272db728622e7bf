import { type Call, created, jsonBody, ok, type Reply, required } from '../http.ts';
import type { JobState } from '../job-plays.ts';
import { page } from '../page.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, newId, timestamp, type World } from '../world.ts';

const path = '/api/v1/reloads';
const scope = 'apps';
const ends: readonly unknown[] = ['SUCCEEDED', 'FAILED', 'CANCELED', 'EXCEEDED_LIMIT'];

function start(call: Call, world: World): Reply {
  const appId = required(jsonBody(call), 'appId');
  if (!world.apps.has(appId)) throw notFound('The app');
  if (world.jobs.all('reloads').some((job) => job.appId === appId && !ends.includes(job.status))) {
    // 429 without Retry-After: Qlik's way to say so, and no rate limit.
    const why = 'A pending reload request already exists for this app';
    throw new QlikError(429, 'RELOADS-429', 'Too many requests', why);
  }
  const id = newId();
  const job = {
    id,
    appId,
    tenantId: world.tenantId,
    userId: known.bot,
    type: 'external',
    partial: false,
    weight: 1,
    creationTime: timestamp(world),
    links: { self: { href: `${world.origin}${path}/${id}` } },
  };
  return created(world.jobs.start('reloads', id, job));
}

function cancel(call: Call, world: World): Reply {
  const { id = '' } = call.params;
  const reload = world.jobs.look(id);
  if (!reload) throw notFound('The reload');
  if (ends.includes(reload.status)) {
    throw new QlikError(409, 'RELOADS-409', 'Conflict', 'The reload has ended');
  }
  world.jobs.divert(id, [{ status: 'CANCELING' }, { status: 'CANCELED' }]);
  return { status: 202, json: { status: 'CANCELING' } };
}

/** `?appId=` and `?filter=status eq "FAILED"`. */
function matching(call: Call, world: World): JobState[] {
  const appId = call.query.get('appId');
  const status = /^status eq "(\w+)"$/.exec(call.query.get('filter') ?? '')?.[1];
  return world.jobs
    .all('reloads')
    .filter((job) => appId === null || job.appId === appId)
    .filter((job) => status === undefined || job.status === status);
}

/** Reloads of apps. How they go, `tenant.plan('reloads', …)` says. */
export const reloadRoutes: readonly Route[] = [
  { method: 'POST', path, scope, handle: start },
  {
    method: 'GET',
    path,
    scope,
    handle: (call, world) => page(call, world, matching(call, world)),
  },
  {
    method: 'GET',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => {
      const reload = world.jobs.poll(call.params.id ?? '');
      if (!reload) throw notFound('The reload');
      return ok(reload);
    },
  },
  { method: 'POST', path: `${path}/{id}/actions/cancel`, scope, handle: cancel },
];
