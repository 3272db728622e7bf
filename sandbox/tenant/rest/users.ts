import { jsonBody, noContent, ok } from '../http.ts';
import { isObject } from '../json.ts';
import { page } from '../page.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { begin, known, type User, type World } from '../world.ts';

const roles = [
  { id: '65f0c0ffee00000000000a01', name: 'TenantAdmin', type: 'default', level: 'admin' },
];

function shown(user: User, { tenantId, origin }: World): Record<string, unknown> {
  const { createdAt, ...rest } = user;
  return {
    ...rest,
    tenantId,
    status: 'active',
    assignedRoles: roles,
    assignedGroups: [],
    assignedScopes: [],
    createdAt,
    lastUpdatedAt: createdAt,
    links: { self: { href: `${origin}/api/v1/users/${user.id}` } },
  };
}

function find(world: World, id: string | undefined): User {
  const user = world.users.get(id ?? '');
  if (!user) throw notFound('The user');
  return user;
}

/** Who a token speaks for, and who else there is. */
export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/users/me',
    handle: (_, world, { userId = known.bot }) => ok(shown(find(world, userId), world)),
  },
  {
    method: 'GET',
    path: '/api/v1/users',
    scope: 'users',
    handle: (call, world) =>
      page(
        call,
        world,
        [...world.users.values()].map((user) => shown(user, world)),
      ),
  },
  {
    method: 'GET',
    path: '/api/v1/users/{id}',
    scope: 'users',
    handle: (call, world) => ok(shown(find(world, call.params.id), world)),
  },
  {
    method: 'PATCH',
    path: '/api/v1/users/{id}',
    scope: 'admin.users',
    handle: (call, world) => {
      find(world, call.params.id);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/api/v1/tenants/me',
    handle: (_, { tenantId, origin }) =>
      ok({
        id: tenantId,
        name: 'sandbox',
        hostnames: [new URL(origin).host],
        status: 'active',
        datacenter: 'loopback',
        region: 'loopback',
        created: begin,
        lastUpdated: begin,
        createdByUser: known.user,
        autoAssignCreateSharedSpacesRoleToProfessionals: true,
        links: { self: { href: `${origin}/api/v1/tenants/${tenantId}` } },
      }),
  },
  {
    method: 'POST',
    path: '/api/v1/licenses/assignments/actions/add',
    scope: 'admin.licenses',
    handle: (call) => {
      const { add } = jsonBody(call);
      const assignments: unknown[] = Array.isArray(add) ? add : [];
      const data = assignments.map((one) => {
        const { subject, type } = isObject(one) ? one : {};
        return { status: 201, subject, type };
      });
      return { status: 207, json: { data } };
    },
  },
];
