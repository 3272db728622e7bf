import { randomBytes } from 'node:crypto';
import { created, jsonBody, noContent, ok } from '../http.ts';
import { page } from '../page.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, newId, type Plain, timestamp, type World } from '../world.ts';

/** How many events the audit log holds. */
const auditCount = 120;

/** What is made, listed and deleted, and is nothing but what was posted: path → scope. */
const collections: Readonly<Record<string, string>> = {
  '/api/v1/csp-origins': 'admin.csp-origins',
  '/api/v1/web-integrations': 'admin.web-integrations',
  '/api/v1/webhooks': 'admin.webhooks',
};

function collection(path: string, scope: string): Route[] {
  const all = (world: World): Map<string, Plain> => {
    const found = world.collections.get(path) ?? new Map<string, Plain>();
    world.collections.set(path, found);
    return found;
  };
  return [
    {
      method: 'GET',
      path,
      scope,
      handle: (call, world) => page(call, world, [...all(world).values()]),
    },
    {
      method: 'POST',
      path,
      scope,
      handle: (call, world) => {
        const thing = { ...jsonBody(call), id: newId(), createdAt: timestamp(world) };
        all(world).set(thing.id, thing);
        return created(thing);
      },
    },
    {
      method: 'GET',
      path: `${path}/{id}`,
      scope,
      handle: (call, world) => {
        const thing = all(world).get(call.params.id ?? '');
        if (!thing) throw notFound(path);
        return ok(thing);
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
  ];
}

function audits({ now, tenantId }: World): unknown[] {
  return Array.from({ length: auditCount }, (_, i) => ({
    id: `audit-${String(auditCount - i)}`,
    eventType: 'com.qlik.app.created',
    source: 'com.qlik/engine',
    eventTime: new Date(now() - i * 60_000).toISOString(),
    tenantId,
    userId: known.user,
  }));
}

/** What only an administrator sees. */
export const configurationRoutes: readonly Route[] = [
  ...Object.entries(collections).flatMap(([path, scope]) => collection(path, scope)),
  {
    method: 'GET',
    path: '/api/v1/audits',
    scope: 'admin.audits',
    handle: (call, world) => page(call, world, audits(world)),
  },
  {
    method: 'POST',
    path: '/api/v1/oauth-clients/{id}/client-secrets',
    scope: 'admin.oauth-clients',
    handle: ({ params }, world) => {
      const clientSecret = randomBytes(32).toString('hex');
      const hint = clientSecret.slice(0, 5);
      return created({ clientId: params.id, clientSecret, hint, createdAt: timestamp(world) });
    },
  },
  {
    method: 'DELETE',
    path: '/api/v1/oauth-clients/{id}/client-secrets/{hint}',
    scope: 'admin.oauth-clients',
    handle: () => noContent,
  },
];
