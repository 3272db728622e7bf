import { type Head, isSuccess, type Reply } from './exchange.ts';

const type = /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/iu;

/** Whether a 2xx says that it is HTML. */
export function saysHtml({ status, headers }: Head): boolean {
  return isSuccess(status) && type.test(headers['content-type'] ?? '');
}

/** Whether an answer may be a failure, whatever its status: see response/hidden-failure.ts. */
export function mayHideFailure(head: Head): boolean {
  return !isSuccess(head.status) || head.status === 207 || saysHtml(head);
}

/** Whether an answer of which nothing but success is wanted is one, and no login page. */
export function isDone({ body, ...head }: Reply<string>): boolean {
  return isSuccess(head.status) && !(saysHtml(head) && /^[\s\ufeff]*</u.test(body));
}

/** An answer that is not `isDone`, to be told. Of a 2xx no word is: its body is no error's. */
export function asError(
  reply: Reply<string>,
): Reply<string> & { readonly text: string | undefined } {
  return isSuccess(reply.status)
    ? { ...reply, text: undefined, note: 'an HTML page, which is no answer' }
    : { ...reply, text: reply.body };
}
