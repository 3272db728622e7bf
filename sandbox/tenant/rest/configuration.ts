import { created, jsonBody, noContent, ok } from '../http.ts';
import { page } from '../page.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, newId, type Plain, timestamp, type World } from '../world.ts';

/** How many events the audit log holds. */
const auditCount = 120;

/** What is made, listed and deleted. */
interface Kind {
  /** Where it lives: `v1`, and its namespaced successor. */
  readonly paths: readonly [string, ...string[]];
  readonly scope: string;
  /** What Qlik adds to what was posted. */
  readonly added: (world: World) => Readonly<Record<string, unknown>>;
  /** What was posted and is never shown. */
  readonly secret?: string;
}

const kinds: readonly Kind[] = [
  {
    paths: ['/api/v1/csp-origins'],
    scope: 'admin.csp-origins',
    added: (world) => ({ createdDate: timestamp(world), modifiedDate: timestamp(world) }),
  },
  {
    paths: ['/api/v1/web-integrations'],
    scope: 'admin.web-integrations',
    added: (world) => ({
      created: timestamp(world),
      lastUpdated: timestamp(world),
      createdBy: known.bot,
      tenantId: world.tenantId,
    }),
  },
  {
    paths: ['/api/v1/webhooks', '/api/core/webhooks'],
    scope: 'admin.webhooks',
    added: (world) => ({
      createdAt: timestamp(world),
      updatedAt: timestamp(world),
      createdByUserId: known.bot,
      updatedByUserId: known.bot,
      ownerId: known.bot,
      origin: 'api',
      level: 'tenant',
      enabled: true,
    }),
    secret: 'secret',
  },
];

function routesOf({ paths, scope, added, secret }: Kind): Route[] {
  const [keptAt] = paths;
  const all = (world: World): Map<string, Plain> => {
    const found = world.collections.get(keptAt) ?? new Map<string, Plain>();
    world.collections.set(keptAt, found);
    return found;
  };
  const shown = (thing: Plain): Record<string, unknown> => {
    if (secret === undefined) return thing;
    const { [secret]: hidden, ...rest } = thing;
    return { ...rest, secretKeyAdded: hidden !== undefined };
  };
  return paths.flatMap((path): Route[] => [
    {
      method: 'GET',
      path,
      scope,
      handle: (call, world) => page(call, world, [...all(world).values()].map(shown)),
    },
    {
      method: 'POST',
      path,
      scope,
      handle: (call, world) => {
        const thing = { ...added(world), ...jsonBody(call), id: newId() };
        all(world).set(thing.id, thing);
        return created(shown(thing));
      },
    },
    {
      method: 'GET',
      path: `${path}/{id}`,
      scope,
      handle: (call, world) => {
        const thing = all(world).get(call.params.id ?? '');
        if (!thing) throw notFound(path);
        return ok(shown(thing));
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id}`,
      scope,
      handle: (call, world) => {
        if (!all(world).delete(call.params.id ?? '')) throw notFound(path);
        return noContent;
      },
    },
  ]);
}

function audits({ now, origin, tenantId }: World): unknown[] {
  return Array.from({ length: auditCount }, (_, i) => {
    const id = `audit-${String(auditCount - i)}`;
    return {
      id,
      eventId: `event-${id}`,
      eventType: 'com.qlik.app.created',
      eventTypeVersion: '1.0.0',
      source: 'com.qlik/engine',
      contentType: 'application/json',
      eventTime: new Date(now() - i * 60_000).toISOString(),
      tenantId,
      userId: known.user,
      data: {},
      extensions: { actor: { sub: known.user, subType: 'user' } },
      links: { self: { href: `${origin}/api/v1/audits/${id}` } },
    };
  });
}

/** What only an administrator sees. */
export const configurationRoutes: readonly Route[] = [
  ...kinds.flatMap(routesOf),
  {
    method: 'GET',
    path: '/api/v1/audits',
    scope: 'admin.audits',
    handle: (call, world) => page(call, world, audits(world)),
  },
];
