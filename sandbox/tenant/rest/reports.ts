import { type Call, jsonBody, ok, type Reply } from '../http.ts';
import type { JobState } from '../job-plays.ts';
import { alwaysLinked, page } from '../page.ts';
import { notFound } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { newId, temporaryContent, type World } from '../world.ts';
import { nextState } from './jobs.ts';

/** Reports. How they go, `tenant.plan('reports', …)` says. */

const path = '/api/v1/reports';
const scope = 'reports';

function make(call: Call, world: World): Reply {
  jsonBody(call);
  const requestId = newId();
  const about = { resolutionAttempts: 1, statusLocation: `/reports/${requestId}/status` };
  world.jobs.start('reports', requestId, about);
  const outputsUrl = `${world.origin}${path}/${requestId}/outputs`;
  return { status: 202, json: { requestId, message: 'Report request accepted', outputsUrl } };
}

/** The file that a report comes to, once it is done. */
function outputOf(id: string, state: JobState, world: World): Record<string, unknown> | undefined {
  if (state.status !== 'done') return undefined;
  const content = temporaryContent(Buffer.from('%PDF-1.7 of the sandbox'));
  world.temporaryContents.set(id, content);
  const location = `${world.origin}/api/v1/temp-contents/${id}?inline=1`;
  return { outputId: 'output1', location, sizeBytes: content.size, status: state.status };
}

/** As a finished report has it besides its outputs; deprecated. */
function status(call: Call, world: World): Reply {
  const id = call.params.id ?? '';
  const state = nextState(id, world);
  const output = outputOf(id, state, world);
  if (output === undefined) return ok(state);
  const { location, outputId } = output;
  return ok({ results: [{ location, outputId }], ...state });
}

function outputs(call: Call, world: World): Reply {
  const id = call.params.id ?? '';
  const state = world.jobs.look(id);
  if (!state) throw notFound('The report');
  const output = outputOf(id, state, world);
  return page(call, world, output === undefined ? [] : [output], alwaysLinked);
}

export const reportRoutes: readonly Route[] = [
  { method: 'POST', path, scope, handle: make },
  { method: 'GET', path: `${path}/{id}/status`, scope, handle: status },
  { method: 'GET', path: `${path}/{id}/outputs`, scope, handle: outputs },
];
