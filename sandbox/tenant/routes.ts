import type { Call, Reply } from './http.ts';
import type { Live } from './oauth/server.ts';
import { type Pattern, pattern } from './pattern.ts';
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
import type { World } from './world.ts';

/** One thing that the REST API can do. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Each `{name}` takes one segment. */
  readonly path: string;
  /** What a token must cover; without it any live token will do. See {@link covers}. */
  readonly scope?: string;
  /** Whether the body's hash is wanted: of what is too large to be kept. */
  readonly digest?: true;
  readonly handle: (call: Call, world: World, token: Live) => Reply | Promise<Reply>;
}

/** All of the REST API, a family a file. The first row that fits counts. */
const table: readonly Route[] = [
  ...userRoutes,
  ...spaceRoutes,
  ...itemRoutes,
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

/**
 * Whether a token may use a route. `apps` is covered by the scopes `apps`, `admin.apps`,
 * `user_default` and `admin_classic`, and for reading by `apps:read` and `admin.apps:read`.
 * `admin.users` is not covered by `user_default` or by scopes without `admin`.
 *
 * @see https://qlik.dev/authenticate/oauth/
 */
export function covers(scopes: readonly string[], { scope, method }: Route): boolean {
  if (scope === undefined) return true;
  const admin = scope.startsWith('admin.');
  const names = admin ? [scope] : [scope, `admin.${scope}`];
  const enough = [
    ...names,
    ...(method === 'GET' ? names.map((name) => `${name}:read`) : []),
    ...(admin ? [] : ['user_default']),
    'admin_classic',
  ];
  return scopes.some((granted) => enough.includes(granted));
}
