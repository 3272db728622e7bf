import { type Call, created, formBody, noContent, ok } from '../http.ts';
import { parseObject } from '../json.ts';
import { alwaysLinked, page } from '../page.ts';
import { notFound, QlikError } from '../qlik-error.ts';
import type { Route } from '../route.ts';
import { type DataFile, known, newGuid, timestamp, type World } from '../world.ts';

const path = '/api/v1/data-files';
const scope = 'spaces.data';

/** What a folder holds, or would hold: this sandbox has none. */
const folderStats = Object.fromEntries(
  ['direct', 'total']
    .flatMap((which) =>
      ['AppScopedFile', 'File', 'Folder', 'InternalFile'].map((what) => [
        `${which}${what}Count`,
        0,
      ]),
    )
    .concat(['AppScopedFile', 'File', 'InternalFile'].map((what) => [`aggregate${what}Size`, 0])),
) as Readonly<Record<string, number>>;

function shown({ id, name, size, createdDate, modifiedDate }: DataFile): Record<string, unknown> {
  return {
    id,
    name,
    baseName: name,
    size,
    createdDate,
    modifiedDate,
    contentUpdatedDate: modifiedDate,
    ownerId: known.bot,
    spaceId: known.space,
    appId: null,
    folder: false,
    folderStats,
    qri: `qri:qdf:space://${known.space}#${id}`,
    actions: ['read', 'update', 'delete', 'list', 'change_owner', 'change_space'],
  };
}

function find(call: Call, world: World): DataFile {
  const file = world.dataFiles.get(call.params.id ?? '');
  if (!file) throw notFound('The data file');
  return file;
}

/** Without a connection Qlik looks into the caller's own space, not into all. */
function matching(call: Call, world: World): DataFile[] {
  const connection = call.query.get('connectionId') ?? '';
  const name = call.query.get('name');
  return [...world.dataFiles.values()].filter(
    (file) => file.connectionId === connection && (name === null || file.name === name),
  );
}

/** Each space has one, under which load scripts find its files. */
function connectionsOf(spaceId: string | null): Record<string, unknown>[] {
  const kind = { name: 'DataFiles', type: 'qix-datafiles.exe', connectStatement: 'CUSTOM CONNECT' };
  const all = [{ id: 'c1', ...kind, spaceId: known.space, spaceStats: folderStats }];
  return all.filter((one) => spaceId === null || one.spaceId === spaceId);
}

type Sent = Pick<DataFile, 'name' | 'connectionId' | 'content' | 'size'>;

/**
 * The parts `file` and `json` (`{name, connectionId, tempContentFileId}`) of an upload; the last
 * stands for the file when that was sent before.
 */
async function upload(call: Call, world: World): Promise<Sent> {
  const form = await formBody(call);
  const file = form.get('file');
  const json = form.get('json');
  const text = json === null ? '{}' : typeof json === 'string' ? json : await json.text();
  const about = parseObject(text);
  if (!about) throw new QlikError(400, 'DF-400', 'Bad request', 'The part json is no JSON object');
  const { name, connectionId, tempContentFileId } = about;
  const source = await sourceOf(file, tempContentFileId, world);
  return {
    name: typeof name === 'string' ? name : source.name,
    // Without a connection the file goes into the caller's own space, wherever it was before.
    connectionId: typeof connectionId === 'string' ? connectionId : '',
    content: source.content,
    size: source.size,
  };
}

/** What is to be in the file. @throws QlikError 400 or 404 when nothing is */
async function sourceOf(
  file: ReturnType<FormData['get']>,
  temporary: unknown,
  world: World,
): Promise<Pick<DataFile, 'name' | 'content' | 'size'>> {
  if (typeof temporary === 'string') {
    const found = world.temporaryContents.get(temporary);
    if (!found) throw notFound('The temporary content');
    return { ...found, name: temporary };
  }
  if (file === null || typeof file === 'string') {
    throw new QlikError(400, 'DF-400', 'Bad request', 'The part file is missing, or is no file');
  }
  const content = Buffer.from(await file.arrayBuffer());
  return { name: file.name, content, size: content.length };
}

function isSame(file: DataFile, { name, connectionId }: Sent): boolean {
  return file.name === name && file.connectionId === connectionId;
}

/** Files that load scripts read. */
export const dataFileRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    scope,
    handle: (call, world) => page(call, world, matching(call, world).map(shown), alwaysLinked),
  },
  {
    method: 'POST',
    path,
    scope,
    handle: async (call, world) => {
      const parts = await upload(call, world);
      if ([...world.dataFiles.values()].some((file) => isSame(file, parts))) {
        throw new QlikError(409, 'DF-409', 'Conflict', 'A file of this name exists');
      }
      const date = timestamp(world);
      const file = { id: newGuid(), createdDate: date, modifiedDate: date, ...parts };
      world.dataFiles.set(file.id, file);
      return created(shown(file));
    },
  },
  {
    method: 'GET',
    path: `${path}/connections`,
    scope,
    handle: (call, world) =>
      page(call, world, connectionsOf(call.query.get('spaceId')), alwaysLinked),
  },
  {
    method: 'GET',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => ok(shown(find(call, world))),
  },
  {
    method: 'PUT',
    path: `${path}/{id}`,
    scope,
    handle: async (call, world) => {
      const file = find(call, world);
      return created(
        shown(Object.assign(file, await upload(call, world), { modifiedDate: timestamp(world) })),
      );
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{id}`,
    scope,
    handle: (call, world) => {
      world.dataFiles.delete(find(call, world).id);
      return noContent;
    },
  },
];
