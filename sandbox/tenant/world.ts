import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { JobPlays } from './job-plays.ts';
import type { ClientSecrets } from './oauth/client-secrets.ts';
import type { Person } from './oauth/server.ts';

/** Qlik's answers have many more members; these are the ones that the sandbox reads again. */
export interface User extends Person {
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
}

export interface Space {
  readonly id: string;
  readonly type: string;
  readonly ownerId: string;
  readonly createdAt: string;
  name: string;
  description: string;
}

export interface Assignment {
  readonly id: string;
  readonly spaceId: string;
  readonly type: string;
  readonly assigneeId: string;
  readonly roles: readonly string[];
  readonly createdAt: string;
}

export interface App {
  readonly id: string;
  /** The item that stands for the app in the catalogue: another id. */
  readonly itemId: string;
  readonly createdDate: string;
  name: string;
  description: string;
  spaceId: string;
  ownerId: string;
  published: boolean;
  /** The app's file, as an export gives it. */
  content: Buffer;
  /** The newest last. */
  readonly scripts: { id: string; script: string; message: string; modifiedTime: string }[];
}

export interface DataFile {
  readonly id: string;
  readonly createdDate: string;
  name: string;
  connectionId: string;
  content: Buffer;
  /** Bytes; of a large file not all are kept. */
  size: number;
  modifiedDate: string;
}

/** A file that was sent to be used by another request, or that waits to be fetched. */
export interface TemporaryContent {
  /** As far as the tenant keeps it. */
  readonly content: Buffer;
  /** Bytes of all of it. */
  readonly size: number;
  /** Of all of it, in hexadecimal. */
  readonly sha256: string;
}

/** Something of which the sandbox only knows that it has an id: what was posted is what it is. */
export type Plain = Readonly<Record<string, unknown>> & { readonly id: string };

/** All that a tenant holds. */
export interface World {
  readonly origin: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Of the OAuth clients. */
  readonly clientSecrets: ClientSecrets;
  readonly users: Map<string, User>;
  readonly spaces: Map<string, Space>;
  readonly assignments: Map<string, Assignment>;
  readonly apps: Map<string, App>;
  readonly dataFiles: Map<string, DataFile>;
  readonly temporaryContents: Map<string, TemporaryContent>;
  readonly jobs: JobPlays;
  /** The newest run of a task, by the task's address: its start gives no id. */
  readonly lastRuns: Map<string, string>;
  /** By path, such as `/api/v1/webhooks`. */
  readonly collections: Map<string, Map<string, Plain>>;
}

/** Ids of what every tenant begins with, for tests and documentation to name. */
export const known = {
  tenant: 'T3nantOfTheSandb0xWithItsLong1dx',
  bot: '65f0c0ffee0000000000b070',
  user: '65f0c0ffee00000000000001',
  space: '65f0c0ffee00000000005bad',
  managedSpace: '65f0c0ffee000000000035a6',
  app: '0a1b2c3d-0000-4000-8000-00000000a990',
  item: '65f0c0ffee0000000000173a',
  /** Its run mode is "Triggered". */
  automation: '65f0c0ff-ee00-4000-8000-000000000a07',
  executionToken: 'execution-token-of-the-sandbox-0123456789',
} as const;

/** How many users there are besides the bot: enough for several pages. */
const userCount = 250;

/** When all of it was made. */
export const begin = '2024-03-12T08:30:00.000Z';

/** @returns a tenant with some users, two spaces and one app, the same each time */
export function newWorld(
  options: Pick<World, 'origin' | 'clientId' | 'clientSecrets' | 'now'>,
): World {
  const { clientId } = options;
  const bot: User = {
    id: known.bot,
    subject: `qlikbot\\${clientId}`,
    name: 'qlikbot',
    email: '',
    createdAt: begin,
  };
  const spaces: Space[] = [
    space(known.space, 'Sales', 'shared'),
    space(known.managedSpace, 'Sales live', 'managed'),
  ];
  const app: App = {
    id: known.app,
    itemId: known.item,
    createdDate: begin,
    name: 'Sales overview',
    description: 'Orders and revenue by region',
    spaceId: known.space,
    ownerId: known.bot,
    published: false,
    content: Buffer.from('\0qvf of the sandbox\0'),
    scripts: [
      {
        id: 'script-1',
        script: 'LOAD 1 AS One AUTOGENERATE 1;',
        message: 'First',
        modifiedTime: begin,
      },
    ],
  };
  return {
    ...options,
    tenantId: known.tenant,
    users: byId([bot, ...Array.from({ length: userCount }, (_, i) => user(i + 1))]),
    spaces: byId(spaces),
    assignments: new Map(),
    apps: byId([app]),
    dataFiles: new Map(),
    temporaryContents: new Map(),
    jobs: new JobPlays(),
    lastRuns: new Map(),
    collections: new Map(),
  };
}

function user(number: number): User {
  const hex = number.toString(16).padStart(8, '0');
  return {
    id: known.user.slice(0, -8) + hex,
    subject: `idp\\user-${String(number)}`,
    name: `User ${String(number)}`,
    email: `user-${String(number)}@example.com`,
    createdAt: begin,
  };
}

function space(id: string, name: string, type: string): Space {
  return { id, name, type, description: '', ownerId: known.bot, createdAt: begin };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** What is kept whole, as temporary content. */
export function temporaryContent(content: Buffer): TemporaryContent {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { content, size: content.length, sha256 };
}

/** An id as most of Qlik's services make them: 24 hexadecimal digits. */
export function newId(): string {
  return randomBytes(12).toString('hex');
}

/** An id as apps have. */
export function newGuid(): string {
  return randomUUID();
}

/** @returns the world's time in ISO 8601, as Qlik writes it */
export function timestamp({ now }: Pick<World, 'now'>): string {
  return new Date(now()).toISOString();
}
