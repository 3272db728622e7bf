import { Failure } from '../failure.ts';
import { isSuccess, nameOf, saysHtml } from '../errors/outcome.ts';
import type { Reply, Request } from '../http/exchange.ts';
import { SpentBuffers, ThrottledLog } from '../http/transfer.ts';
import { linkedFrom, offTenant } from '../tenant.ts';
import type { Body } from './body.ts';
import type { CallContext } from './answer.ts';
import { type Page, readPage } from './list-page.ts';

/** Garbage that parsing and writing a page leaves behind: about this many bytes for each character. */
const garbageBytesPerCharacter = 32;

/** What following pages needs. */
export interface Paging extends CallContext {
  /** The request for the first page; those for later pages differ only in their URL. */
  readonly request: Request<Body>;
  /** Called with the reason if the first response is not a list, and so is returned unchanged. */
  readonly onNoList?: (reason: string) => void;
  /** Creates the body that the whole list is written to. */
  readonly newBody: () => Body;
}

/**
 * Follows `links.next.href` from the first page to the last, one page at a time, so that only one is
 * held in memory. Each page is requested like the first one, with the same body.
 * @returns the list as `{"data":[…all pages…]}`, or in the field that the pages use, with the first
 *   page's status and headers; the first response unchanged if it is not a list
 * @throws Failure if the first page cannot be followed, or if a next page is on another origin, has
 *   been read before, or is not 2xx
 */
export async function allPages(paging: Paging, first: Reply<Body>): Promise<Reply<Body>> {
  const list = paging.newBody();
  try {
    const isList =
      isSuccess(first.status) && (await paging.failureIn(paging.request, first)) === undefined;
    const start = isList ? firstPageOf(paging, first) : undefined;
    const bytes =
      start === undefined
        ? await copy(first, list)
        : first.bytes + (await writePages(paging, start, list));
    await list.end();
    return { ...first, bytes, body: list, discard: () => list.discard() };
  } catch (error) {
    await list.discard();
    throw error;
  } finally {
    await first.discard();
  }
}

/** @returns undefined if the response is not a page of a list, and so is returned unchanged */
function firstPageOf({ request, onNoList }: Paging, first: Reply<Body>): Page | undefined {
  const start = readPage(first.body);
  if (start.kind === 'page') return start;
  const name = nameOf(request);
  if (start.kind === 'unusable') throw new Failure(`${name}: the first page ${start.why}`);
  // HTML is judged, and reported, as for any other call.
  if (saysHtml(first) && first.body.beginsWith('<')) return undefined;
  onNoList?.(`${name}: \`paginate\` finds no list to follow: the response ${start.why}`);
  return undefined;
}

async function copy(reply: Reply<Body>, list: Body): Promise<number> {
  for await (const chunk of reply.body.chunks()) await list.write(chunk);
  return reply.bytes;
}

/** @returns the bytes of the pages after the first */
async function writePages(paging: Paging, start: Page, list: Body): Promise<number> {
  const { request, runner, send } = paging;
  const seen = new Set([request.url.href]);
  const progress = new ThrottledLog(runner);
  const spent = new SpentBuffers();
  const startedAt = runner.clock.now();
  const name = nameOf(request);
  let [pages, items, bytes] = [0, 0, 0];
  const soFar = (): string => `${name}: ${String(pages)} pages, ${String(items)} items`;
  const write = async (page: Page, from: URL): Promise<Request<Body> | undefined> => {
    const next = page.next === undefined ? undefined : nextRequest(paging, from, page.next, seen);
    for (const item of itemsOf(name, page)) {
      await writeText(list, items === 0 ? item : `,${item}`);
      items++;
    }
    pages++;
    progress.info(() => `${soFar()} so far`);
    spent.add(page.text.length * garbageBytesPerCharacter);
    return next;
  };
  await writeText(list, `{${JSON.stringify(start.list)}:[`);
  let next = await write(start, request.url);
  while (next !== undefined) {
    const reply = await send(next);
    bytes += reply.bytes;
    const read = laterPage(paging, next, reply, start.list);
    const page = await read.finally(() => reply.discard());
    next = await write(page, next.url);
  }
  await writeText(list, ']}');
  if (pages > 1) runner.info(`${soFar()} in all, in ${String(runner.clock.now() - startedAt)} ms`);
  return bytes;
}

async function laterPage(
  paging: Paging,
  request: Request<Body>,
  reply: Reply<Body>,
  list: string,
): Promise<Page> {
  const failure = await paging.failureIn(request, reply);
  if (failure !== undefined) throw failure;
  if (!isSuccess(reply.status)) {
    const [{ explain }, { safeToShow }] = await Promise.all([
      import('../errors/explain.ts'),
      import('./masking.ts'),
    ]);
    const answer = { ...reply, text: safeToShow(reply.body.text, paging.mask) };
    throw new Failure(`A later page failed: ${explain(request, answer, paging.runner.clean)}`, {
      title: 'call refused',
    });
  }
  const page = readPage(reply.body, list);
  if (page.kind === 'page') return page;
  throw new Failure(
    `${nameOf(request)}: a later page is not a page of the list: it ${page.why}, so the list is incomplete`,
  );
}

/** @param from the URL of the page that contains the link */
function nextRequest(
  { request, tenant }: Paging,
  from: URL,
  link: string,
  seen: Set<string>,
): Request<Body> {
  const refuse = (why: string, hint?: string): never => {
    throw new Failure(`${nameOf(request)}: the next page ${why}`, { hint });
  };
  const url = linkedFrom(from, link) ?? refuse('has a link that is not a URL');
  const off = offTenant(tenant, url);
  if (off !== undefined) refuse(`is ${off.where}`, off.hint);
  if (request.method !== 'GET' && url.pathname !== request.url.pathname)
    refuse(`has another path, and a ${request.method} is sent only to the path of the list`);
  // A fragment is never sent to the server.
  url.hash = '';
  if (seen.has(url.href)) refuse('is one that has already been read');
  seen.add(url.href);
  return { ...request, url, quiet: true };
}

/** ECMAScript's proposal "JSON.parse source text access", which V8 has had since 11.4. */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context: Source) => unknown): unknown;
  rawJSON(text: string): unknown;
}

interface Source {
  readonly source?: string;
}

/**
 * The items of a page, each as JSON. Numbers keep every digit, even if a double could not.
 * @throws Failure if the page is nested too deeply for V8's stack
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

async function writeText(list: Body, text: string): Promise<void> {
  await list.write(Buffer.from(text));
}
