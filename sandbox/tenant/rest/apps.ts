import { type Call, jsonBody, ok, type Reply, required } from '../http.ts';
import { isObject } from '../json.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import {
  type App,
  known,
  newGuid,
  newId,
  temporaryContent,
  timestamp,
  type World,
} from '../world.ts';

/** Qlik answers with the app inside `attributes`, beside what one may do with it. */
function shown({ id, name, description, ownerId, published, createdDate }: App): Reply {
  return ok({
    attributes: {
      id,
      name,
      description,
      ownerId,
      owner: `auth0|${ownerId}`,
      originAppId: '',
      published,
      publishTime: published ? createdDate : '',
      createdDate,
      modifiedDate: createdDate,
      lastReloadTime: '',
      thumbnail: '',
      dynamicColor: '',
      custom: {},
      encrypted: false,
      hasSectionAccess: false,
      isDirectQueryMode: false,
      usage: 'ANALYTICS',
    },
    privileges: ['read', 'update', 'delete', 'reload', 'export', 'publish'],
    create: [{ resource: 'sheet', canCreate: true }],
  });
}

/** @throws QlikError 404 when there is no app of the id in the path */
export function findApp(call: Call, world: World): App {
  const app = world.apps.get(call.params.id ?? '');
  if (!app) throw notFound('The app');
  return app;
}

function make(world: World, wish: Partial<App>): App {
  const { name = 'Unnamed', description = '', spaceId = '', ownerId = known.bot } = wish;
  requireSpace(world, spaceId);
  const app: App = {
    id: newGuid(),
    itemId: newId(),
    createdDate: timestamp(world),
    name,
    description,
    spaceId,
    ownerId,
    published: wish.published ?? false,
    content: wish.content ?? Buffer.from('\0empty\0'),
    scripts: [...(wish.scripts ?? [])],
  };
  world.apps.set(app.id, app);
  return app;
}

/** An app without a space is in its owner's own. */
function requireSpace(world: World, spaceId: string): void {
  if (spaceId !== '' && !world.spaces.has(spaceId)) {
    throw new QlikError(403, 'APPS-403', 'Forbidden', 'No access to the space');
  }
}

/** `{attributes: {name, description, spaceId}}`, of which everything may be missing. */
function attributes(call: Call): Partial<App> {
  const inside = jsonBody(call).attributes;
  const given = isObject(inside) ? inside : {};
  const wanted = ['name', 'description', 'spaceId'].map((key) => [key, given[key]] as const);
  return Object.fromEntries(wanted.filter(([, value]) => typeof value === 'string'));
}

function importApp(call: Call, world: World): Reply {
  const fileId = call.query.get('fileId');
  const content = fileId === null ? call.body : world.temporaryContents.get(fileId)?.content;
  if (!content) throw notFound('The temporary content');
  if (content.length === 0) throw new QlikError(400, 'APPS-400', 'Bad request', 'No file was sent');
  return shown(
    make(world, {
      content,
      name: call.query.get('name') ?? 'Imported',
      spaceId: call.query.get('spaceId') ?? '',
    }),
  );
}

function exportApp(call: Call, world: World): Reply {
  const app = findApp(call, world);
  if (world.spaces.get(app.spaceId)?.type === 'managed') {
    throw new QlikError(403, 'APPS-403', 'Forbidden', 'Apps in managed spaces are not exported');
  }
  const id = newId();
  world.temporaryContents.set(id, temporaryContent(app.content));
  // Relative, as Qlik sends it.
  return { status: 201, headers: { Location: `/api/v1/temp-contents/${id}` } };
}

function publish(call: Call, world: World): Reply {
  const { name, description, content, scripts } = findApp(call, world);
  const spaceId = required(jsonBody(call), 'spaceId');
  const wish = { name, description, content, scripts, spaceId, published: true };
  return shown(make(world, { ...wish, ...attributes(call) }));
}

function republish(call: Call, world: World): Reply {
  const app = findApp(call, world);
  const target = world.apps.get(required(jsonBody(call), 'targetId'));
  if (!target) throw notFound('The target app');
  target.content = app.content;
  return shown(target);
}

function change(member: 'spaceId' | 'ownerId'): Route['handle'] {
  return (call, world) => {
    const app = findApp(call, world);
    const value = required(jsonBody(call), member);
    if (member === 'spaceId') requireSpace(world, value);
    app[member] = value;
    return shown(app);
  };
}

const app = '/api/v1/apps/{id}';
const scope = 'apps';

/** Apps, from their making to their end. */
export const appRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v1/apps',
    scope,
    handle: (call, world) => shown(make(world, attributes(call))),
  },
  { method: 'POST', path: '/api/v1/apps/import', scope, handle: importApp },
  { method: 'GET', path: app, scope, handle: (call, world) => shown(findApp(call, world)) },
  {
    method: 'PUT',
    path: app,
    scope,
    handle: (call, world) => shown(Object.assign(findApp(call, world), attributes(call))),
  },
  {
    method: 'DELETE',
    path: app,
    scope,
    handle: (call, world) => {
      world.apps.delete(findApp(call, world).id);
      return { status: 200 };
    },
  },
  {
    method: 'POST',
    path: `${app}/copy`,
    scope,
    handle: (call, world) =>
      shown(make(world, { ...findApp(call, world), published: false, ...attributes(call) })),
  },
  { method: 'POST', path: `${app}/export`, scope: 'apps:export', handle: exportApp },
  { method: 'POST', path: `${app}/publish`, scope, handle: publish },
  { method: 'PUT', path: `${app}/publish`, scope, handle: republish },
  { method: 'PUT', path: `${app}/space`, scope, handle: change('spaceId') },
  { method: 'PUT', path: `${app}/owner`, scope, handle: change('ownerId') },
];
