import { created, noContent } from '../http.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, timestamp } from '../world.ts';

const path = '/api/v1/oauth-clients/{id}/client-secrets';
const scope = 'admin.oauth-clients';

/** The secrets of OAuth clients: one is made beside the old ones, and counts from then on. */
export const oauthClientRoutes: readonly Route[] = [
  {
    method: 'POST',
    path,
    scope,
    handle: ({ params }, world) => {
      const { id = '' } = params;
      const made = world.clientSecrets.add(id);
      if (made === undefined) throw notFound('The OAuth client');
      if (made === 'full')
        throw new QlikError(409, 'OAUTH-409', 'Conflict', 'The client has five secrets already');
      const { secret, hint } = made;
      const when = { createdAt: timestamp(world), createdBy: known.bot };
      return created({ clientId: id, clientSecret: secret, hint, ...when });
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{hint}`,
    scope,
    handle: ({ params }, world) => {
      const { id = '', hint = '' } = params;
      if (world.clientSecrets.has(id, hint) !== true) throw notFound('The client secret');
      world.clientSecrets.remove(id, hint);
      return noContent;
    },
  },
];
