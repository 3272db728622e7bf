import { jsonBody, noContent, ok } from '../http.ts';
import { isObject } from '../json.ts';
import { page } from '../page.ts';
import { notFound, QlikError } from '../qlik-error.ts';
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

/** What the sandbox understands of SCIM filters (RFC 7644 section 3.4.2.2): one condition on a text. */
const condition = /^\s*(name|email|subject|id)\s+(eq|co|sw)\s+"([^"\\]*)"\s*$/iu;

/** Operators do not heed case: so do Qlik's. */
const compares: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  eq: (text, part) => text === part,
  co: (text, part) => text.includes(part),
  sw: (text, part) => text.startsWith(part),
};

/**
 * @param filter as in the body of `POST …/actions/filter`; anybody fits none
 * @throws QlikError 400 for a filter that is not understood
 */
function fitting(users: readonly User[], filter: unknown): readonly User[] {
  if (filter === undefined || filter === '') return users;
  const [, name = '', operator = '', part = ''] =
    condition.exec(typeof filter === 'string' ? filter : '') ?? [];
  const compare = compares[operator.toLowerCase()];
  if (compare === undefined)
    throw new QlikError(
      400,
      'HTTP-400',
      'Bad request',
      'The sandbox understands filters such as name sw "User 1"',
    );
  const field = name.toLowerCase() as 'name' | 'email' | 'subject' | 'id';
  return users.filter((user) => compare(user[field].toLowerCase(), part.toLowerCase()));
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
    method: 'POST',
    path: '/api/v1/users/actions/filter',
    scope: 'users',
    handle: (call, world) => {
      const users = fitting([...world.users.values()], jsonBody(call).filter);
      return page(
        call,
        world,
        users.map((user) => shown(user, world)),
      );
    },
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
