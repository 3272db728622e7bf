import type { Reply } from './reply.ts';

/** Qlik's services do not agree on the form of an error. */
type Shape = 'errors' | 'top-level' | 'package' | 'licence' | 'empty';

/**
 * Which services have a form of their own, by their path; the others have `errors`.
 * @see the types of Qlik's `@qlik/api` package, where "void" is an error without a body
 */
const shapes: readonly (readonly [path: RegExp, shape: Shape])[] = [
  [/^\/api\/v1\/spaces(?:\/|$)/u, 'top-level'],
  [/^\/api\/v1\/(?:extensions|themes)(?:\/|$)/u, 'package'],
  [/^\/api\/v1\/licenses\//u, 'licence'],
  [/^\/api\/v1\/apps\/(?:import|validatescript|[^/]+\/(?:export|owner|scripts))$/u, 'empty'],
];

/** What a handler throws to refuse a request. */
export class QlikError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;

  constructor(status: number, code: string, title: string, detail?: string) {
    super(`${code} ${title}`);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
  }

  /** @param path of the service that answers so; undefined for what stands before all of them */
  reply(traceId: string, path = ''): Reply {
    const { status, code, title, detail } = this;
    const error = { code, title, ...(detail === undefined ? {} : { detail }) };
    const shape = shapes.find(([pattern]) => pattern.test(path))?.[1] ?? 'errors';
    if (shape === 'empty') return { status };
    const forms = {
      errors: { errors: [error], traceId },
      'top-level': { ...error, traceId },
      package: { title, status, traceId, meta: { message: detail ?? title } },
      licence: { error: code, message: title, errors: [error] },
    };
    return { status, json: forms[shape] };
  }
}

export function notFound(what: string): QlikError {
  return new QlikError(404, 'HTTP-404', 'Not found', `${what} was not found`);
}
