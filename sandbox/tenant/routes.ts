import { type Pattern, pattern } from './pattern.ts';
import { scriptRoutes } from './rest/app-scripts.ts';
import { appRoutes } from './rest/apps.ts';
import { configurationRoutes } from './rest/configuration.ts';
import { dataConnectionRoutes } from './rest/data-connections.ts';
import { dataFileRoutes } from './rest/data-files.ts';
import { itemRoutes } from './rest/items.ts';
import { jobRoutes } from './rest/jobs.ts';
import { packageRoutes } from './rest/packages.ts';
import { reloadRoutes } from './rest/reloads.ts';
import { spaceRoutes } from './rest/spaces.ts';
import { temporaryContentRoutes } from './rest/temp-contents.ts';
import { userRoutes } from './rest/users.ts';
import type { Route } from './route.ts';

/** All of the REST API, a family a file. The first row that fits counts. */
const table: readonly Route[] = [
  ...userRoutes,
  ...spaceRoutes,
  ...itemRoutes,
  ...scriptRoutes,
  ...appRoutes,
  ...temporaryContentRoutes,
  ...dataFileRoutes,
  ...dataConnectionRoutes,
  ...packageRoutes,
  ...reloadRoutes,
  ...jobRoutes,
  ...configurationRoutes,
];

const patterns: readonly { route: Route; pattern: Pattern }[] = table.map((route) => ({
  route,
  pattern: pattern(route.method, route.path),
}));

/** @returns the route for a request, with what stood in its places; HEAD goes where GET goes */
export function findRoute(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const { route, pattern } of patterns) {
    const params = pattern.match(method === 'HEAD' ? 'GET' : method, path);
    if (params) return { route, params };
  }
  return undefined;
}
