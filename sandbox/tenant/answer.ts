import type { Call, Reply } from './http.ts';
import type { Live, OAuthServer } from './oauth/server.ts';
import { revoke, token } from './oauth/surface.ts';
import { QlikError } from './qlik-error.ts';
import { covers } from './route.ts';
import { findRoute, nearestRoutes } from './routes.ts';
import type { World } from './world.ts';

type Question = Omit<Call, 'params'>;

/** What needs no token. */
const open: Readonly<Record<string, typeof token>> = {
  'POST /oauth/token': token,
  'POST /oauth/revoke': revoke,
};

/**
 * What the tenant answers when nobody scripted something else.
 *
 * @param traceId goes into error bodies
 */
export async function answer(
  question: Question,
  world: World,
  oauth: OAuthServer,
  traceId: string,
): Promise<Reply> {
  const endpoint = open[`${question.method} ${question.path}`];
  if (endpoint) return await endpoint(oauth, { ...question, params: {} }, traceId);
  try {
    return await rest(question, world, oauth, traceId);
  } catch (error) {
    if (error instanceof QlikError) return error.reply(traceId);
    throw error;
  }
}

/** Whose call it is where a route looks at credentials of its own. */
const nobody: Live = { token: '', clientId: '', scopes: [], userId: undefined, expiresAt: 0 };

async function rest(
  question: Question,
  world: World,
  oauth: OAuthServer,
  traceId: string,
): Promise<Reply> {
  // RFC 6750 section 2.1.
  const bearer = /^Bearer +(\S+)$/i.exec(question.headers.authorization ?? '')?.[1];
  const found = findRoute(question.method, question.path);
  const withoutToken = found?.route.withoutToken === true;
  const live = withoutToken ? nobody : oauth.look(bearer ?? '');
  if (!live) throw new QlikError(401, 'HTTP-401', 'Unauthorized', 'Unauthorized');
  if (!found) {
    const { method, path } = question;
    throw new QlikError(
      404,
      'SANDBOX-404',
      `The sandbox does not play ${method} ${path}`,
      `a real tenant may know it. The nearest that it plays: ${nearestRoutes(method, path).join(', ')}`,
    );
  }
  if (!covers(live.scopes, found.route)) {
    throw new QlikError(403, 'HTTP-403', 'Forbidden', 'The scope does not allow this');
  }
  try {
    return await found.route.handle({ ...question, params: found.params }, world, live);
  } catch (error) {
    if (error instanceof QlikError) return error.reply(traceId, question.path);
    throw error;
  }
}
