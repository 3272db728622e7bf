import { created, ok } from '../http.ts';
import type { Route } from '../route.ts';
import { newGuid, timestamp } from '../world.ts';
import { findApp } from './apps.ts';
import { nextState } from './jobs.ts';

/** Evaluations of apps. How they go, `tenant.plan('evaluations', …)` says. */

const path = '/api/analytics/apps';
const scope = 'apps';

/** What an evaluation measures; there is no mark in it. */
const metrics = {
  documentSizeMiB: 1.5,
  hasSectionAccess: false,
  objectCount: 12,
  rowCount: 1000,
  sheetCount: 3,
  topFieldsByBytes: [],
  topTablesByBytes: [],
};

export const evaluationRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${path}/{id}/evaluations`,
    scope,
    handle: (call, world) => {
      const app = findApp(call, world);
      const id = newGuid();
      const about = {
        id,
        appId: app.id,
        appItemId: app.itemId,
        appName: app.name,
        tenantId: world.tenantId,
        started: timestamp(world),
        timestamp: timestamp(world),
        version: 1,
        events: [],
        details: { concurrentReload: false, engineHasCache: false, errors: [], warnings: [] },
      };
      return created(world.jobs.start('evaluations', id, about));
    },
  },
  {
    method: 'GET',
    path: `${path}/evaluations/{id}`,
    scope,
    handle: ({ params }, world) => {
      const state = nextState(params.id, world);
      const ended = state.status === 'finished';
      return ok({ ...(ended ? { ended: timestamp(world), result: metrics } : {}), ...state });
    },
  },
];
