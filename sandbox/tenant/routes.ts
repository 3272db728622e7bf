import { distance } from '../nearest.ts';
import { type Pattern, pattern } from './pattern.ts';
import { scriptRoutes } from './rest/app-scripts.ts';
import { appRoutes } from './rest/apps.ts';
import { configurationRoutes } from './rest/configuration.ts';
import { dataConnectionRoutes } from './rest/data-connections.ts';
import { dataFileRoutes } from './rest/data-files.ts';
import { diProjectRoutes } from './rest/di-projects.ts';
import { evaluationRoutes } from './rest/evaluations.ts';
import { itemRoutes } from './rest/items.ts';
import { jobRoutes } from './rest/jobs.ts';
import { oauthClientRoutes } from './rest/oauth-clients.ts';
import { packageRoutes } from './rest/packages.ts';
import { reloadRoutes } from './rest/reloads.ts';
import { reportRoutes } from './rest/reports.ts';
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
  ...diProjectRoutes,
  ...reportRoutes,
  ...evaluationRoutes,
  ...configurationRoutes,
  ...oauthClientRoutes,
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

/** How many of the nearest routes are named. */
const mostNearest = 3;

/** What it costs, in letters, that only the method is another one. */
const otherMethod = 2;

/** @returns the routes that are the most like a request that has none, as `GET /api/v1/apps/{id}` */
export function nearestRoutes(method: string, path: string): string[] {
  const given = path.split('/');
  return table
    .map((route) => {
      // What stands in a place may be anything.
      const wanted = route.path
        .split('/')
        .map((text, i) => (text.startsWith('{') ? (given[i] ?? text) : text));
      const away = distance(path, wanted.join('/'));
      const line = `${route.method} ${route.path}`;
      return { line, away: away + (route.method === method ? 0 : otherMethod) };
    })
    .toSorted((a, b) => a.away - b.away)
    .slice(0, mostNearest)
    .map(({ line }) => line);
}
