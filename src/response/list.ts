import { Failure } from '../failure.ts';
import { isSuccess, nameOf, saysHtml } from '../errors/outcome.ts';
import type { Reply, Request } from '../http/exchange.ts';
import { SpentBuffers, ThrottledLog } from '../http/transfer.ts';
import { linkedFrom, offTenant } from '../tenant.ts';
import type { Body } from './body.ts';
import type { CallContext } from './answer.ts';
import { type Page, readPage } from './list-page.ts';

/** What parsing and writing a page leaves behind, in bytes for one of its text: about this much. */
const memoryOfJson = 32;

/** What following pages needs. */
export interface Paging extends CallContext {
  /** The request of the first page; those of the others differ in their address only. */
  readonly request: Request<Body>;
  /** Is told of a first answer that is no page of a list, and is returned as it is. */
  readonly noList?: (what: string) => void;
  /** A body for the finished list. */
  readonly list: () => Body;
}

/**
 * Follows `links.next.href` from a first page to the end, one after another, so that only one is
 * held in memory. Each is asked for as the first one was, with its body.
 * @returns the list as `{"data":[…all pages…]}`, or under the name that it has, with the first
 *   page's status and headers; the first answer as it is when it is no page of a list
 * @throws Failure for a first page that cannot be followed, a next page on another origin, one seen
 *   before, or one that is not 2xx
 */
export async function allPages(paging: Paging, first: Reply<Body>): Promise<Reply<Body>> {
  const list = paging.list();
  try {
    const isList =
      isSuccess(first.status) && (await paging.failureIn(paging.request, first)) === undefined;
    const start = isList ? startOf(paging, first) : undefined;
    const bytes =
      start === undefined
        ? await copy(first, list)
        : first.bytes + (await join(paging, start, list));
    await list.end();
    return { ...first, bytes, body: list, discard: () => list.discard() };
  } catch (error) {
    await list.discard();
    throw error;
  } finally {
    await first.discard();
  }
}

/** @returns undefined when the answer is no page of a list, and so is to be returned as it is */
function startOf({ request, noList }: Paging, first: Reply<Body>): Page | undefined {
  const start = readPage(first.body);
  if (start.kind === 'page') return start;
  const name = nameOf(request);
  if (start.kind === 'unusable') throw new Failure(`${name}: the first page ${start.why}`);
  // What comes as HTML is judged as that of any call, and there told.
  if (saysHtml(first) && first.body.beginsWith('<')) return undefined;
  noList?.(`${name}: \`paginate\` finds no list to follow: the answer ${start.why}`);
  return undefined;
}

async function copy(reply: Reply<Body>, list: Body): Promise<number> {
  for await (const chunk of reply.body.chunks()) await list.write(chunk);
  return reply.bytes;
}

/** @returns the bytes of the pages after the first */
async function join(paging: Paging, start: Page, list: Body): Promise<number> {
  const { request, runner, send } = paging;
  const seen = new Set([request.url.href]);
  const progress = new ThrottledLog(runner);
  const spent = new SpentBuffers();
  const began = runner.clock.now();
  const name = nameOf(request);
  let [pages, items, bytes] = [0, 0, 0];
  const soFar = (): string => `${name}: ${String(pages)} pages, ${String(items)} items`;
  const write = async (page: Page, from: URL): Promise<Request<Body> | undefined> => {
    const next = page.next === undefined ? undefined : nextRequest(paging, from, page.next, seen);
    for (const item of itemsOf(name, page)) {
      await put(list, items === 0 ? item : `,${item}`);
      items++;
    }
    pages++;
    progress.info(() => `${soFar()} so far`);
    spent.add(page.text.length * memoryOfJson);
    return next;
  };
  await put(list, `{${JSON.stringify(start.list)}:[`);
  let next = await write(start, request.url);
  while (next !== undefined) {
    const reply = await send(next);
    bytes += reply.bytes;
    const read = laterPage(paging, next, reply, start.list);
    const page = await read.finally(() => reply.discard());
    next = await write(page, next.url);
  }
  await put(list, ']}');
  if (pages > 1) runner.info(`${soFar()} in all, in ${String(runner.clock.now() - began)} ms`);
  return bytes;
}

async function laterPage(
  paging: Paging,
  asked: Request<Body>,
  reply: Reply<Body>,
  list: string,
): Promise<Page> {
  const failure = await paging.failureIn(asked, reply);
  if (failure !== undefined) throw failure;
  if (!isSuccess(reply.status)) {
    const [{ explain }, { showableText }] = await Promise.all([
      import('../errors/explain.ts'),
      import('./masking.ts'),
    ]);
    const answer = { ...reply, text: showableText(reply.body.text, paging.mask) };
    throw new Failure(`A later page failed: ${explain(asked, answer, paging.runner.clean)}`, {
      title: 'call refused',
    });
  }
  const page = readPage(reply.body, list);
  if (page.kind === 'page') return page;
  throw new Failure(
    `${nameOf(asked)}: a later page is not a page of a list: it ${page.why}, so the list is not whole`,
  );
}

/** @param from the address of the page that the link stands on */
function nextRequest(
  { request, tenant }: Paging,
  from: URL,
  link: string,
  seen: Set<string>,
): Request<Body> {
  const refuse = (why: string, hint?: string): never => {
    throw new Failure(`${nameOf(request)}: the next page ${why}`, { hint });
  };
  const url = linkedFrom(from, link) ?? refuse('has an address that is not a URL');
  const off = offTenant(tenant, url);
  if (off !== undefined) refuse(`is ${off.where}`, off.hint);
  if (request.method !== 'GET' && url.pathname !== request.url.pathname)
    refuse(`has another path, and a ${request.method} is sent to that of the list alone`);
  // What is after the # is sent to nobody.
  url.hash = '';
  if (seen.has(url.href)) refuse('is one that was already read');
  seen.add(url.href);
  return { ...request, url, quiet: true };
}

/** JSON.parse with source text access, and its counterpart: ECMAScript's proposal, in V8 since 11.4. */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context: Source) => unknown): unknown;
  rawJSON(text: string): unknown;
}

interface Source {
  readonly source?: string;
}

/**
 * The items of a page, each as JSON. Numbers keep every digit: a double would not hold them.
 * @throws Failure for what is nested more deeply than V8 can follow
 */
function* itemsOf(name: string, { text, list }: Page): Generator<string> {
  const exact = JSON as unknown as ExactJson;
  try {
    const page = exact.parse(text, (_, value, { source }) =>
      typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
    );
    const items = (page as Readonly<Record<string, readonly unknown[]>>)[list] ?? [];
    for (const item of items) yield JSON.stringify(item);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure(`${name}: a page is nested too deeply to be read`);
  }
}

async function put(list: Body, text: string): Promise<void> {
  await list.write(Buffer.from(text));
}
