import { randomUUID } from 'node:crypto';
import { type Call, created, jsonBody, noContent, ok, required } from '../http.ts';
import { page } from '../page.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, type Plain, timestamp, type World } from '../world.ts';

const path = '/api/v1/data-connections';
const scope = 'spaces.data';

/** What is written and never read again. */
const secrets = ['qPassword', 'qUsername', 'qConnectionSecret'];

function all(world: World): Map<string, Plain> {
  const found = world.collections.get(path) ?? new Map<string, Plain>();
  world.collections.set(path, found);
  return found;
}

function find(call: Call, world: World): Plain {
  const found = all(world).get(call.params.id ?? '');
  if (!found) throw notFound('The connection');
  return found;
}

/** A connection's id is its `qID`; there is no `id`. */
function shown({ id, ...connection }: Plain, { origin, tenantId }: World): Record<string, unknown> {
  const readable = Object.entries(connection).filter(([name]) => !secrets.includes(name));
  return {
    ...Object.fromEntries(readable),
    qID: id,
    qEngineObjectID: id,
    // A number where it is read, a string where it is made.
    qLogOn: Number(connection.qLogOn),
    tenant: tenantId,
    privileges: ['read', 'update', 'delete'],
    links: { self: { href: `${origin}${path}/${id}` } },
  };
}

/** What its making answers is a little different from what is read later. */
function shownAtFirst(connection: Plain, world: World): Record<string, unknown> {
  const later = ['tenant', 'datasourceID'];
  const rest = Object.entries(shown(connection, world)).filter(([name]) => !later.includes(name));
  return { ...Object.fromEntries(rest), qLogOn: connection.qLogOn };
}

function make(call: Call, world: World): Plain {
  const body = jsonBody(call);
  for (const name of ['qType', 'qConnectStatement', 'datasourceID']) required(body, name);
  const qName = required(body, 'qName');
  const same = (other: Plain): boolean => other.qName === qName && other.space === body.space;
  if ([...all(world).values()].some(same))
    throw new QlikError(409, 'DCERR-409', 'Conflict', 'A connection of this name exists');
  const date = timestamp(world);
  const by = { user: known.bot, created: date, updated: date };
  const rest = { qArchitecture: 0, qLogOn: '0', qSeparateCredentials: false, ...by };
  const connection = { ...rest, ...body, id: randomUUID() };
  all(world).set(connection.id, connection);
  return connection;
}

/** Connections of load scripts to where data comes from. */
export const dataConnectionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    scope,
    handle: (call, world) => {
      const spaceId = call.query.get('spaceId');
      const found = [...all(world).values()].filter(
        ({ space }) => spaceId === null || space === spaceId,
      );
      return page(
        call,
        world,
        found.map((one) => shown(one, world)),
      );
    },
  },
  {
    method: 'POST',
    path,
    scope,
    handle: (call, world) => created(shownAtFirst(make(call, world), world)),
  },
  {
    method: 'GET',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => ok(shown(find(call, world), world)),
  },
  {
    method: 'PUT',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => {
      const { id, ...rest } = find(call, world);
      const body = jsonBody(call);
      for (const name of ['qID', 'qEngineObjectID', 'qName', 'qType', 'qConnectStatement'])
        required(body, name);
      all(world).set(id, { ...rest, ...body, updated: timestamp(world), id });
      return noContent;
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => {
      all(world).delete(find(call, world).id);
      return noContent;
    },
  },
];
