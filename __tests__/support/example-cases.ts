import { expect } from '@jest/globals';
import { leaks } from '../../sandbox/runner/leaks.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';

/** The result of running an example. */
export interface Ran {
  readonly tenant: Tenant;
  /** The second of two tenants, where an example has two. */
  readonly another: Tenant;
  /** Texts in the workspace of the last job, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** What was printed, masks applied. */
  readonly log: string;
  /** What jobs gave to later ones, as `job.name`. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** An example, and what it should do. */
export interface Case {
  /** What it asks of the tenant, in order, besides tokens and looks. */
  readonly asks: readonly RegExp[];
  /** What is there before. */
  readonly given?: (tenant: Tenant) => void;
  /** That it did what it is for. */
  readonly holds?: (ran: Ran) => void;
}

const listing = /^GET \/api\/v1\/spaces 200$/u;
const imported =
  /^POST \/api\/v1\/apps\/import\?(?:spaceId=\w+&name=Sales|name=Sales&spaceId=\w+) 200$/u;
const published = /^POST \/api\/v1\/apps\/[\w-]+\/publish 200$/u;
const exported = /^POST \/api\/v1\/apps\/[\w-]+\/export 201$/u;
const fetched = /^GET \/api\/v1\/temp-contents\/\w+(\?inline=1)? 200$/u;
const uploaded = /^POST \/api\/v1\/temp-contents\?filename=sales\.qvf 201$/u;
const importedById = /^POST \/api\/v1\/apps\/import\?fileId=\w+&spaceId=\w+&name=Sales 200$/u;
const reloaded = /^POST \/api\/v1\/reloads 201$/u;

const file = {
  id: 'f1',
  createdDate: '',
  modifiedDate: '',
  name: 'orders.csv',
  connectionId: 'c1',
  content: Buffer.from('old'),
  size: 3,
};

/** Adds something to a collection of the tenant. */
function have(path: string, id: string, more: object) {
  return ({ world }: Tenant): void => {
    const all = world.collections.get(path) ?? new Map<string, { readonly id: string }>();
    world.collections.set(path, all.set(id, { ...more, id }));
  };
}

function appNamed({ world }: Tenant, wanted: string) {
  return [...world.apps.values()].find(({ name }) => name === wanted);
}

/** The content of a collection of the tenant. */
function sentTo({ tenant }: Ran, path: string): unknown[] {
  return [...(tenant.world.collections.get(path)?.values() ?? [])];
}

/** The body of the latest request with a method to a path. */
function bodyOf({ journal }: Tenant, method: string, path: string): string {
  const found = journal.findLast((entry) => entry.method === method && entry.path === path);
  return found?.body.toString() ?? '';
}

/** Every example, by its file. */
export const cases: Readonly<Record<string, Case>> = {
  'chained-jobs.yml': { asks: [imported, reloaded, published] },
  'change-owner.yml': {
    asks: [/^PUT \/api\/v1\/apps\/[\w-]+\/owner 200$/u],
    holds: ({ tenant }) => {
      expect(tenant.world.apps.get(known.app)?.ownerId).toBe(known.user);
    },
  },
  'change-user.yml': {
    asks: [/^PATCH \/api\/v1\/users\/\w+ 204$/u],
    holds: ({ tenant }) => {
      expect(JSON.parse(bodyOf(tenant, 'PATCH', `/api/v1/users/${known.user}`))).toEqual([
        { op: 'replace', path: '/name', value: 'A "new" name' },
      ]);
    },
  },
  'clean-up.yml': {
    asks: [/^DELETE \/api\/v1\/apps\/[\w-]+ 200$/u, /^DELETE \/api\/v1\/spaces\/\w+ 204$/u],
    holds: ({ tenant }) => {
      expect([tenant.world.apps.has(known.app), tenant.world.spaces.has(known.space)]).toEqual([
        false,
        false,
      ]);
    },
  },
  'clean-up-by-age.yml': {
    given: ({ world }) => {
      const app = world.apps.get(known.app);
      if (app === undefined) throw new Error('there is no app');
      const createdDate = new Date().toISOString();
      world.apps.set('new', { ...app, id: 'new', itemId: 'new-item', createdDate });
    },
    asks: [
      /^GET \/api\/v1\/items\?resourceType=app&spaceId=\w+&limit=100 200$/u,
      /^DELETE \/api\/v1\/apps\/[\w-]+ (200|204)$/u,
    ],
    holds: ({ tenant }) => {
      expect([...tenant.world.apps.keys()]).toEqual(['new']);
    },
  },
  'copy-app.yml': {
    asks: [
      /^POST \/api\/v1\/apps\/[\w-]+\/copy 200$/u,
      /^PUT \/api\/v1\/apps\/[\w-]+\/space 200$/u,
    ],
    holds: ({ tenant }) => {
      expect(appNamed(tenant, 'Sales, a copy')?.spaceId).toBe(known.space);
    },
  },
  'data-connections.yml': {
    asks: [
      /^POST \/api\/v1\/data-connections 201$/u,
      /^GET \/api\/v1\/data-connections\?spaceId=\w+ 200$/u,
    ],
    holds: ({ files }) => {
      const { data } = JSON.parse(files.get('connections.json') ?? '') as { data: unknown };
      expect(data).toMatchObject([{ qName: 'Warehouse', space: known.space }]);
    },
  },
  'export-app.yml': {
    asks: [exported, fetched],
    holds: ({ files }) => {
      expect(files.get('sales.qvf')).toBe('\0qvf of the sandbox\0');
    },
  },
  'failed-reloads.yml': {
    asks: [
      /^GET \/api\/v1\/reloads\?filter=status%20eq%20%22FAILED%22 200$/u,
      ...Array<RegExp>(6).fill(/^GET \/api\/v1\/audits(\?next=\w+)? 200$/u),
    ],
    holds: ({ files }) => {
      const { data } = JSON.parse(files.get('audit/audits.json') ?? '') as { data: unknown[] };
      expect(data).toHaveLength(120);
      expect(files.get('audit/reloads.json')).toBe('{"data":[]}');
    },
  },
  'find-app-by-name.yml': {
    asks: [/^GET \/api\/v1\/items\?resourceType=app&name=Sales%20overview 200$/u],
    holds: ({ outputs }) => {
      expect(outputs['find.app']).toBe(known.app);
    },
  },
  'import-app.yml': {
    asks: [imported],
    holds: ({ tenant, outputs }) => {
      expect(appNamed(tenant, 'Sales')?.id).toBe(outputs['import.app']);
      expect(appNamed(tenant, 'Sales')?.content.toString()).toBe('\0qvf');
    },
  },
  'import-large-app.yml': {
    asks: [uploaded, importedById],
    holds: ({ tenant }) => {
      expect(appNamed(tenant, 'Sales')?.content.toString()).toBe('\0qvf');
    },
  },
  'import-publish-reload.yml': { asks: [imported, published, reloaded] },
  'load-script.yml': {
    asks: [
      /^POST \/api\/v1\/apps\/validatescript 200$/u,
      /^POST \/api\/v1\/apps\/[\w-]+\/scripts 200$/u,
    ],
    holds: ({ tenant }) => {
      expect(tenant.world.apps.get(known.app)?.scripts.at(-1)?.script).toBe('LOAD 2 AS Two;');
    },
  },
  'many-tenants.yml': {
    asks: [/^POST \/api\/v1\/spaces 201$/u, /^POST \/api\/v1\/spaces 201$/u],
    holds: ({ tenant, another }) => {
      for (const { world } of [tenant, another])
        expect([...world.spaces.values()].map(({ name }) => name)).toContain('Deployments');
    },
  },
  'move-app.yml': {
    asks: [exported, fetched, imported],
    holds: ({ another }) => {
      expect(appNamed(another, 'Sales')?.content.toString()).toBe('\0qvf of the sandbox\0');
    },
  },
  'move-large-app.yml': {
    asks: [exported, fetched, uploaded, importedById],
    holds: ({ another }) => {
      expect(appNamed(another, 'Sales')?.content.toString()).toBe('\0qvf of the sandbox\0');
    },
  },
  'publish-app.yml': {
    asks: [published],
    holds: ({ tenant }) => {
      const all = [...tenant.world.apps.values()];
      expect(all.filter((app) => app.published).map(({ spaceId }) => spaceId)).toEqual([
        known.managedSpace,
      ]);
    },
  },
  'qlik-cli.yml': { asks: [listing] },
  'replace-data-file.yml': {
    given: ({ world }) => world.dataFiles.set(file.id, { ...file }),
    asks: [
      /^GET \/api\/v1\/data-files\?name=orders\.csv&connectionId=c1 200$/u,
      /^PUT \/api\/v1\/data-files\/f1 201$/u,
    ],
    holds: ({ tenant }) => {
      const { content, connectionId } = tenant.world.dataFiles.get('f1') ?? {};
      expect([content?.toString(), connectionId]).toEqual(['id;amount\n', 'c1']);
    },
  },
  'republish-app.yml': {
    given: ({ world }) => {
      const app = world.apps.get(known.app);
      if (app !== undefined)
        world.apps.set('p1', { ...app, id: 'p1', content: Buffer.from('old') });
    },
    asks: [/^PUT \/api\/v1\/apps\/[\w-]+\/publish 200$/u],
    holds: ({ tenant }) => {
      expect(tenant.world.apps.get('p1')?.content.toString()).toBe('\0qvf of the sandbox\0');
    },
  },
  'rotate-client-secret.yml': {
    asks: [
      /^POST \/api\/v1\/oauth-clients\/\w+\/client-secrets 201$/u,
      /^DELETE \/api\/v1\/oauth-clients\/\w+\/client-secrets\/abcde 204$/u,
    ],
    holds: ({ files, log, tenant }) => {
      const stored = files.get('stored-secret') ?? '';
      // Into the environment that docs/setup.md speaks of.
      const [, secret = ''] =
        /^QLIK_CLIENT_SECRET in production=([\da-f]{64})$/u.exec(stored) ?? [];
      expect(secret).not.toBe('');
      expect(leaks(log, secret)).toEqual([]);
      const { world } = tenant;
      expect(
        [secret.slice(0, 5), 'abcde'].map((hint) => world.clientSecrets.has('rotated', hint)),
      ).toEqual([true, false]);
    },
  },
  'one-token-per-job.yml': {
    asks: [
      /^GET \/api\/v1\/spaces\?name=Sales 200$/u,
      /^GET \/api\/v1\/spaces\/\w+\/assignments 200$/u,
    ],
    holds: ({ tenant }) => {
      const oauth = tenant.journal.map(({ path }) => path).filter((path) => path.includes('oauth'));
      expect([oauth.length, oauth[0], oauth.at(-1)]).toEqual([2, '/oauth/token', '/oauth/revoke']);
      expect(tenant.journal.at(-1)?.path).toBe('/oauth/revoke');
    },
  },
  'only-if-needed.yml': {
    asks: [
      /^GET \/api\/v1\/spaces\?name=Finance 200$/u,
      /^POST \/api\/v1\/spaces 201$/u,
      /^GET \/api\/v1\/spaces\/\w+\/assignments 200$/u,
      /^POST \/api\/v1\/spaces\/\w+\/assignments 201$/u,
      // Its name is the right one.
      /^GET \/api\/v1\/apps\/[\w-]+ 200$/u,
      /^GET \/api\/v1\/items\?resourceType=app&name=Sales 200$/u,
      imported,
      /^GET \/api\/v1\/data-connections\?spaceId=\w+ 200$/u,
      /^POST \/api\/v1\/data-connections 201$/u,
    ],
  },
  'run-triggered-automation.yml': {
    asks: [/^POST \/api\/v1\/automations\/[\w-]+\/actions\/execute 200$/u],
    holds: ({ tenant }) => {
      expect(tenant.journal).toHaveLength(1);
    },
  },
  'space-per-branch.yml': {
    asks: [/^POST \/api\/v1\/spaces 201$/u],
    holds: ({ tenant }) => {
      const names = [...tenant.world.spaces.values()].map(({ name }) => name);
      expect(names).toContain('feature/a-"quoted"-name');
    },
  },
  'space-role.yml': {
    asks: [
      /^GET \/api\/v1\/spaces\?name=Sales 200$/u,
      /^POST \/api\/v1\/spaces\/\w+\/assignments 201$/u,
    ],
    holds: ({ tenant }) => {
      expect([...tenant.world.assignments.values()]).toMatchObject([
        { spaceId: known.space, assigneeId: known.user, roles: ['producer'] },
      ]);
    },
  },
  'tenant-configuration.yml': {
    asks: [/^POST \/api\/v1\/csp-origins 201$/u, /^POST \/api\/core\/webhooks 201$/u],
    holds: ({ tenant }) => {
      expect(JSON.parse(bodyOf(tenant, 'POST', '/api/core/webhooks'))).toMatchObject({
        eventTypes: ['com.qlik.v1.app.reload.finished'],
        secret: 'secret-of-the-webhook',
      });
    },
  },
  'token-for-curl.yml': { asks: [listing] },
  'token-for-github-script.yml': { asks: [listing] },
  'token-for-node.yml': { asks: [listing] },
  'token-for-python.yml': { asks: [listing] },
  'token-for-qlik-api.yml': { asks: [listing] },
  'update-extension.yml': {
    given: have('/api/v1/extensions', 'e1', { name: 'my-extension' }),
    asks: [/^GET \/api\/v1\/extensions 200$/u, /^PATCH \/api\/v1\/extensions\/e1 200$/u],
    holds: (ran) => {
      expect(sentTo(ran, '/api/v1/extensions')).toMatchObject([{ id: 'e1', bytes: 2 }]);
    },
  },
  'update-theme.yml': {
    given: have('/api/v1/themes', 't1', { name: 'my-theme' }),
    asks: [/^GET \/api\/v1\/themes 200$/u, /^PATCH \/api\/v1\/themes\/t1 200$/u],
    holds: (ran) => {
      expect(sentTo(ran, '/api/v1/themes')).toMatchObject([{ id: 't1', bytes: 2 }]);
    },
  },
  'upload-data-file.yml': {
    asks: [
      /^GET \/api\/v1\/data-files\/connections\?spaceId=[\w-]+ 200$/u,
      /^POST \/api\/v1\/data-files 201$/u,
    ],
    holds: ({ tenant }) => {
      expect([...tenant.world.dataFiles.values()]).toMatchObject([
        { name: 'orders.csv', connectionId: 'c1', size: 10 },
      ]);
    },
  },
  'upload-extension.yml': {
    asks: [/^POST \/api\/v1\/extensions 201$/u],
    holds: (ran) => {
      expect(sentTo(ran, '/api/v1/extensions')).toMatchObject([{ name: 'extension', bytes: 2 }]);
    },
  },
  'upload-theme.yml': {
    asks: [/^POST \/api\/v1\/themes 201$/u],
    holds: (ran) => {
      expect(sentTo(ran, '/api/v1/themes')).toMatchObject([{ name: 'theme', bytes: 2 }]);
    },
  },
  'users-and-licences.yml': {
    // Two pages, and no more: the workflow engine of the slow tests reads no line over 64 KiB.
    given: ({ world: { users } }) => {
      for (const id of [...users.keys()].slice(110)) users.delete(id);
    },
    asks: [
      ...Array<RegExp>(2).fill(/^GET \/api\/v1\/users\?limit=100(&next=\w+)? 200$/u),
      /^POST \/api\/v1\/licenses\/assignments\/actions\/add 207$/u,
    ],
    holds: ({ files }) => {
      const { data } = JSON.parse(files.get('users.json') ?? '') as { data: unknown[] };
      expect(data).toHaveLength(110);
    },
  },
  'wait-for-automation.yml': { asks: [/^POST \/api\/workflows\/automations\/a1\/runs 201$/u] },
  'wait-for-data-project.yml': {
    asks: [
      /^POST \/api\/v1\/di-projects\/p1\/actions\/import-async 202$/u,
      /^POST \/api\/v1\/di-projects\/p1\/actions\/prepare 202$/u,
    ],
  },
  'wait-for-data-task.yml': { asks: [/^POST .*\/di-tasks\/d1\/runtime\/actions\/start 204$/u] },
  'wait-for-evaluation.yml': { asks: [/^POST \/api\/analytics\/apps\/[\w-]+\/evaluations 201$/u] },
  'wait-for-reload.yml': { asks: [reloaded] },
  'wait-for-report.yml': {
    asks: [/^POST \/api\/v1\/reports 202$/u, fetched],
    holds: ({ files }) => {
      expect(files.get('report.pdf')).toMatch(/^%PDF/u);
    },
  },
  'wait-for-task.yml': { asks: [/^POST \/api\/scheduling\/tasks\/t1\/actions\/start 200$/u] },
  'who-am-i.yml': { asks: [/^GET \/api\/v1\/users\/me 200$/u] },
};
