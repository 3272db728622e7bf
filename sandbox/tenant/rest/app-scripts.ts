import { type Call, jsonBody, ok, required } from '../http.ts';
import { type ListShape, page } from '../page.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { known, newId, timestamp } from '../world.ts';
import { findApp } from './apps.ts';

/** What the sandbox understands of load scripts: each statement ends with a semicolon. */
function errorsIn(script: string): unknown[] {
  const rest = script.slice(script.lastIndexOf(';') + 1);
  if (rest.trim() === '') return [];
  const start = script.length - rest.trimStart().length;
  const line = script.slice(0, start).split('\n').length - 1;
  return [{ Tab: 0, Line: line, Column: 0, Msg: 'Missing semicolon', Info: rest.trim() }];
}

function scriptOf(call: Call): string {
  return required(jsonBody(call), 'script');
}

/** `ScriptMetaList` in the types of `@qlik/api`: no list there is called so but this one. */
const history: ListShape = {
  name: 'scripts',
  cursor: 'page',
  links: (_, next) => ({ next: next ?? {}, prev: {} }),
};

/** Load scripts. Declared before `apps/{id}`, which would take `validatescript` for an id. */
export const scriptRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/v1/apps/validatescript',
    scope: 'apps',
    // 200 whatever is found: only the body tells.
    handle: (call) => ok({ Errors: errorsIn(scriptOf(call)), Warnings: [] }),
  },
  {
    method: 'POST',
    path: '/api/v1/apps/{id}/scripts',
    scope: 'apps',
    handle: (call, world) => {
      const message = jsonBody(call).versionMessage;
      const version = {
        id: newId(),
        modifiedTime: timestamp(world),
        script: scriptOf(call),
        message: typeof message === 'string' ? message : '',
      };
      findApp(call, world).scripts.push(version);
      return { status: 200 };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/apps/{id}/scripts',
    scope: 'apps',
    handle: (call, world) => {
      // The latest first.
      const versions = findApp(call, world).scripts.map(
        ({ id, script, message, modifiedTime }) => ({
          scriptId: id,
          versionMessage: message,
          modifiedTime,
          modifierId: known.bot,
          size: script.length,
        }),
      );
      const reply = page(call, world, versions.reverse(), history);
      return { ...reply, json: { ...Object(reply.json), privileges: ['read', 'update'] } };
    },
  },
  {
    method: 'GET',
    path: '/api/v1/apps/{id}/scripts/{version}',
    scope: 'apps',
    handle: (call, world) => {
      const { scripts } = findApp(call, world);
      const { version } = call.params;
      const found =
        version === 'current' ? scripts.at(-1) : scripts.find(({ id }) => id === version);
      if (!found) throw notFound('The script');
      return ok({ script: found.script, versionMessage: found.message });
    },
  },
];
