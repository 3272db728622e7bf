import type { Reply } from '../http.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import { ranged } from '../ranges.ts';
import type { Route } from '../route.ts';
import { newId } from '../world.ts';

const path = '/api/v1/temp-contents';
const scope = 'apps';

/** Where exports are fetched from, and files go that are too large for the request that is to use them. */
export const temporaryContentRoutes: readonly Route[] = [
  {
    method: 'POST',
    path,
    scope,
    digest: true,
    handle: ({ query, body, bodyBytes, bodySha256 = '' }, world): Reply => {
      if ((query.get('filename') ?? '') === '') {
        throw new QlikError(400, 'TC-400', 'Bad request', 'filename is required');
      }
      const id = newId();
      world.temporaryContents.set(id, { content: body, size: bodyBytes, sha256: bodySha256 });
      // Relative, as Qlik sends it.
      return { status: 201, headers: { Location: `${path}/${id}` } };
    },
  },
  {
    method: 'GET',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => {
      const found = world.temporaryContents.get(call.params.id ?? '');
      if (!found) throw notFound('The temporary content');
      if (found.size > found.content.length) {
        throw new QlikError(501, 'TC-501', 'Not kept', 'The sandbox keeps no file of this size');
      }
      const reply = ranged(found.content, call.headers);
      const disposition = { 'Content-Disposition': 'attachment; filename="app.qvf"' };
      return { ...reply, headers: { ...reply.headers, ...disposition } };
    },
  },
];
