import type { Reply } from './reply.ts';

/** Qlik's services do not agree on the form of an error; these are the two most frequent. */
type Shape = 'errors' | 'top-level';

/** What a handler throws to refuse a request. */
export class QlikError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly shape: Shape;

  /**
   * @param shape `errors` for `{errors: […], traceId}`; `top-level`, as the spaces service answers,
   *   for `{code, title, detail}`
   */
  constructor(
    status: number,
    code: string,
    title: string,
    detail?: string,
    shape: Shape = 'errors',
  ) {
    super(`${code} ${title}`);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.shape = shape;
  }

  reply(traceId: string): Reply {
    const { code, title, detail } = this;
    const error = { code, title, ...(detail === undefined ? {} : { detail }) };
    const json =
      this.shape === 'top-level'
        ? error
        : { errors: [{ ...error, status: String(this.status) }], traceId };
    return { status: this.status, json };
  }
}

export function notFound(what: string): QlikError {
  return new QlikError(404, 'HTTP-404', 'Not found', `${what} was not found`);
}
