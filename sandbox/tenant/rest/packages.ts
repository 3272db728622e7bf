import { type Call, created, formBody, noContent, ok, type Reply } from '../http.ts';
import { parseObject } from '../json.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, newId, type Plain, timestamp, type World } from '../world.ts';

/** What is sent as a zip file, and described by a part `data` besides: path → scope. */
const kinds: Readonly<Record<string, string>> = {
  '/api/v1/extensions': 'extensions',
  '/api/v1/themes': 'themes',
};

/** The description in `data`; without one the file's own name stands for it. */
async function sent(call: Call): Promise<Record<string, unknown>> {
  const form = await formBody(call);
  const file = form.get('file');
  if (file === null || typeof file === 'string')
    throw new QlikError(400, 'EXT-400', 'Bad request', 'The part file is missing, or is no file');
  if (!file.name.endsWith('.zip'))
    throw new QlikError(400, 'EXT-400', 'Bad request', 'The file is no zip file');
  const data = form.get('data');
  const about = parseObject(typeof data === 'string' ? data : '{}');
  if (!about) throw new QlikError(400, 'EXT-400', 'Bad request', 'The part data is no JSON object');
  return { name: file.name.replace(/\.zip$/u, ''), ...about, bytes: file.size };
}

/** How many bytes were sent is for tests alone. */
function shown(thing: Plain, { tenantId }: World): Record<string, unknown> {
  const readable = Object.entries(thing).filter(([name]) => name !== 'bytes');
  return { tenantId, userId: known.bot, ...Object.fromEntries(readable) };
}

function made(world: World): Record<string, string> {
  return { createdAt: timestamp(world), updateAt: timestamp(world) };
}

function routesOf(path: string, scope: string): Route[] {
  const all = (world: World): Map<string, Plain> => {
    const found = world.collections.get(path) ?? new Map<string, Plain>();
    world.collections.set(path, found);
    return found;
  };
  const find = (call: Call, world: World): Plain => {
    const thing = all(world).get(call.params.id ?? '');
    if (!thing) throw notFound(path);
    return thing;
  };
  const keep = (world: World, thing: Plain): Record<string, unknown> => {
    all(world).set(thing.id, thing);
    return shown(thing, world);
  };
  const make = async (call: Call, world: World): Promise<Reply> => {
    const about = await sent(call);
    const taken = [...all(world).values()].some(({ name }) => name === about.name);
    if (taken) throw new QlikError(409, 'EXT-409', 'Conflict', 'One of this name exists');
    return created(keep(world, { ...about, id: newId(), ...made(world) }));
  };
  return [
    {
      method: 'GET',
      path,
      scope,
      // Not in pages.
      handle: (_, world) => ok({ data: [...all(world).values()].map((one) => shown(one, world)) }),
    },
    { method: 'POST', path, scope, handle: make },
    {
      method: 'GET',
      path: `${path}/{id}`,
      scope,
      handle: (call, world) => ok(shown(find(call, world), world)),
    },
    {
      method: 'PATCH',
      path: `${path}/{id}`,
      scope,
      handle: async (call, world) => {
        const before = find(call, world);
        const after = keep(world, { ...before, ...(await sent(call)), updateAt: timestamp(world) });
        // As the types have it: a changed theme comes in a list.
        return ok(path === '/api/v1/themes' ? { data: [after] } : after);
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
}

/** Extensions and themes. */
export const packageRoutes: readonly Route[] = Object.entries(kinds).flatMap(([path, scope]) =>
  routesOf(path, scope),
);
