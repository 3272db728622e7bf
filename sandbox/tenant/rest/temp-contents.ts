import { notFound } from '../qlik-error.ts';
import type { Route } from '../routes.ts';

/** Where exports are fetched from. */
export const temporaryContentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1/temp-contents/{id}',
    scope: 'apps',
    handle: (call, world) => {
      const body = world.temporaryContents.get(call.params.id ?? '');
      if (!body) throw notFound('The temporary content');
      return {
        status: 200,
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': 'attachment; filename="app.qvf"',
        },
        body,
      };
    },
  },
];
