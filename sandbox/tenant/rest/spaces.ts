import { type Call, created, jsonBody, noContent, ok, required } from '../http.ts';
import { page } from '../page.ts';
import { QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { type Assignment, known, newId, type Space, timestamp, type World } from '../world.ts';

const types = ['shared', 'managed', 'data'];

function shown(space: Space, { tenantId, origin }: World): Record<string, unknown> {
  const self = `${origin}/api/v1/spaces/${space.id}`;
  return {
    ...space,
    tenantId,
    createdBy: space.ownerId,
    updatedAt: space.createdAt,
    meta: { actions: ['create', 'read', 'update', 'delete'], roles: [], assignableRoles: [] },
    links: { self: { href: self }, assignments: { href: `${self}/assignments` } },
  };
}

function shownAssignment(
  { createdAt, ...assignment }: Assignment,
  { tenantId, origin }: World,
): Record<string, unknown> {
  const space = `${origin}/api/v1/spaces/${assignment.spaceId}`;
  return {
    ...assignment,
    tenantId,
    createdAt,
    createdBy: known.bot,
    updatedAt: createdAt,
    updatedBy: known.bot,
    links: { self: { href: `${space}/assignments/${assignment.id}` }, space: { href: space } },
  };
}

function find(call: Call, world: World): Space {
  const space = world.spaces.get(call.params.id ?? '');
  if (!space) throw new QlikError(404, 'NotFoundError', 'Not found', 'The space was not found');
  return space;
}

/** As in `items`, `name` matches parts of names. */
function matching(call: Call, world: World): Space[] {
  const name = call.query.get('name')?.toLowerCase() ?? '';
  const type = call.query.get('type');
  return [...world.spaces.values()].filter(
    (space) => space.name.toLowerCase().includes(name) && (type === null || space.type === type),
  );
}

function make(call: Call, world: World, ownerId: string): Space {
  const body = jsonBody(call);
  const name = required(body, 'name');
  const type = required(body, 'type');
  if (!types.includes(type)) {
    throw new QlikError(
      400,
      'BadRequestError',
      'Bad request',
      `type is one of ${types.join(', ')}`,
    );
  }
  if ([...world.spaces.values()].some((space) => space.name === name)) {
    throw new QlikError(409, 'ConflictError', 'Conflict', 'A space of this name exists');
  }
  const description = typeof body.description === 'string' ? body.description : '';
  const space = { id: newId(), name, type, description, ownerId, createdAt: timestamp(world) };
  world.spaces.set(space.id, space);
  return space;
}

function assign(call: Call, world: World): Assignment {
  const spaceId = find(call, world).id;
  const body = jsonBody(call);
  const assigneeId = required(body, 'assigneeId');
  const type = required(body, 'type');
  const roles: unknown[] = Array.isArray(body.roles) ? body.roles : [];
  const taken = [...world.assignments.values()].some(
    (other) => other.spaceId === spaceId && other.assigneeId === assigneeId,
  );
  if (taken)
    throw new QlikError(409, 'ConflictError', 'Conflict', 'The assignee has roles already');
  const assignment = {
    id: newId(),
    spaceId,
    type,
    assigneeId,
    roles: roles.map(String),
    createdAt: timestamp(world),
  };
  world.assignments.set(assignment.id, assignment);
  return assignment;
}

/** Spaces and the roles that people have in them. */
export const spaceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/spaces',
    scope: 'spaces',
    handle: (call, world) =>
      page(
        call,
        world,
        matching(call, world).map((space) => shown(space, world)),
      ),
  },
  {
    method: 'POST',
    path: '/api/v1/spaces',
    scope: 'spaces',
    handle: (call, world, { userId = known.bot }) =>
      created(shown(make(call, world, userId), world)),
  },
  {
    method: 'GET',
    path: '/api/v1/spaces/{id}',
    scope: 'spaces',
    handle: (call, world) => ok(shown(find(call, world), world)),
  },
  {
    method: 'DELETE',
    path: '/api/v1/spaces/{id}',
    scope: 'spaces',
    handle: (call, world) => {
      world.spaces.delete(find(call, world).id);
      return noContent;
    },
  },
  {
    method: 'GET',
    path: '/api/v1/spaces/{id}/assignments',
    scope: 'spaces',
    handle: (call, world) => {
      const { id } = find(call, world);
      return page(
        call,
        world,
        [...world.assignments.values()]
          .filter(({ spaceId }) => spaceId === id)
          .map((one) => shownAssignment(one, world)),
      );
    },
  },
  {
    method: 'POST',
    path: '/api/v1/spaces/{id}/assignments',
    scope: 'spaces',
    handle: (call, world) => created(shownAssignment(assign(call, world), world)),
  },
];
