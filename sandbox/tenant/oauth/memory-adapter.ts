import type { Adapter, AdapterFactory, AdapterPayload, ClientMetadata } from 'oidc-provider';

/**
 * Where the OAuth server keeps its tokens and the assertions that it has seen: in memory, one store
 * a tenant. Nothing falls out of it, for a tenant lives as long as a test.
 */
export function memoryAdapters(clients: readonly ClientMetadata[]): AdapterFactory {
  // Not among the server's settings: it clones those, and a test's realm does not know the clones.
  const known = new Map(clients.map((client) => [client.client_id, client as AdapterPayload]));
  const stores = new Map([['Client', known]]);
  return (model) => {
    const store = stores.get(model) ?? new Map<string, AdapterPayload>();
    stores.set(model, store);
    return adapter(store);
  };
}

function adapter(store: Map<string, AdapterPayload>): Adapter {
  const never = (): Promise<undefined> => Promise.reject(new Error('Of no use to this grant'));
  return {
    upsert(id, payload) {
      store.set(id, payload);
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(store.get(id)),
    destroy(id) {
      store.delete(id);
      return Promise.resolve();
    },
    findByUserCode: never,
    findByUid: never,
    consume: never,
    revokeByGrantId: never,
  };
}
