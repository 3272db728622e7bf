import type { Call, Reply } from './http.ts';
import type { Live } from './oauth/server.ts';
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
  /** Whether the route looks at credentials of its own, and not at a token. */
  readonly withoutToken?: true;
  readonly handle: (call: Call, world: World, token: Live) => Reply | Promise<Reply>;
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
