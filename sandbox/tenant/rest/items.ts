import { type Call, ok } from '../http.ts';
import { page } from '../page.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import type { App, World } from '../world.ts';

/** The catalogue's view of an app: its `id` is the item's, `resourceId` is the app's. */
function shown(app: App, { tenantId, origin }: World): Record<string, unknown> {
  const { itemId, name, description, spaceId, ownerId, createdDate } = app;
  return {
    id: itemId,
    name,
    description,
    resourceId: app.id,
    resourceType: 'app',
    resourceAttributes: { id: app.id, name, spaceId, ownerId, published: app.published },
    spaceId,
    ownerId,
    tenantId,
    creatorId: ownerId,
    createdAt: createdDate,
    updatedAt: createdDate,
    resourceCreatedAt: createdDate,
    resourceUpdatedAt: createdDate,
    resourceCustomAttributes: null,
    resourceReloadStatus: '',
    actions: ['read', 'update', 'delete'],
    collectionIds: [],
    isFavorited: false,
    meta: { actions: [], collections: [], tags: [], isFavorited: false },
    links: { self: { href: `${origin}/api/v1/items/${itemId}` } },
  };
}

/** `name` matches parts of names, without case. */
function matching(call: Call, world: World): App[] {
  const name = call.query.get('name')?.toLowerCase() ?? '';
  const type = call.query.get('resourceType') ?? 'app';
  const spaceId = call.query.get('spaceId');
  if (!type.split(',').includes('app')) return [];
  return [...world.apps.values()].filter(
    (app) => app.name.toLowerCase().includes(name) && (spaceId === null || app.spaceId === spaceId),
  );
}

/** The catalogue; the sandbox lists only apps there. */
export const itemRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/items',
    scope: 'apps',
    handle: (call, world) =>
      page(
        call,
        world,
        matching(call, world).map((app) => shown(app, world)),
      ),
  },
  {
    method: 'GET',
    path: '/api/v1/items/{id}',
    scope: 'apps',
    handle: (call, world) => {
      const app = [...world.apps.values()].find(({ itemId }) => itemId === call.params.id);
      if (!app) throw notFound('The item');
      return ok(shown(app, world));
    },
  },
];
