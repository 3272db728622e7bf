import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';

/** An example in a tenant where something is wrong. */
export interface Refusal {
  readonly given: (tenant: Tenant) => void;
  /** What it asks of the tenant, in order, besides tokens and looks. */
  readonly asks: readonly RegExp[];
  /** What the error says; without it the example goes on. */
  readonly fails?: RegExp;
}

/** Scripts the response to the next request to a route. */
function answers(route: string, status: number, json: unknown) {
  return (tenant: Tenant): void => {
    tenant.script(route, [{ status, json }]);
  };
}

const financeSpace = '65f0c0ffee0000000000beef';

function spaceNamed(name: string, { world }: Tenant): void {
  const id = financeSpace;
  const rest = { type: 'shared', description: '', ownerId: known.bot, createdAt: '' };
  world.spaces.set(id, { id, name, ...rest });
}

function changeApp({ world }: Tenant, change: { name?: string; spaceId?: string }): void {
  Object.assign(world.apps.get(known.app) ?? {}, change);
}

const conflict = { code: 'ConflictError', title: 'Conflict' };

const connection = 'c0ffee00-0000-4000-8000-0000000c0ffe';

/** All that `only-if-needed.yml` would make. */
function makeAll(tenant: Tenant): void {
  const { world } = tenant;
  spaceNamed('Finance', tenant);
  const assignment = { id: 'r1', spaceId: financeSpace, type: 'user', assigneeId: known.user };
  world.assignments.set('r1', { ...assignment, roles: ['producer'], createdAt: '' });
  const app = world.apps.get(known.app);
  if (app) world.apps.set('a2', { ...app, id: 'a2', itemId: 'i2', name: 'Sales' });
  const own = { id: connection, qName: 'Warehouse', qConnectStatement: 'x'.repeat(9) };
  world.collections.set(
    '/api/v1/data-connections',
    new Map([[connection, { ...own, space: known.space }]]),
  );
}

/** By the example's file and a description. */
export const refusals: Readonly<Record<string, Readonly<Record<string, Refusal>>>> = {
  'clean-up.yml': {
    'goes on where both are gone': {
      given: ({ world }) => {
        world.apps.clear();
        world.spaces.clear();
      },
      asks: [/^DELETE \/api\/v1\/apps\/[\w-]+ 404$/u, /^DELETE \/api\/v1\/spaces\/\w+ 404$/u],
    },
  },
  'export-app.yml': {
    'fails for an app in a managed space': {
      given: (tenant) => {
        changeApp(tenant, { spaceId: known.managedSpace });
      },
      asks: [/^POST \/api\/v1\/apps\/[\w-]+\/export 403$/u],
      fails: /403 Forbidden/u,
    },
  },
  'only-if-needed.yml': {
    'makes nothing where all is there': {
      given: makeAll,
      asks: [
        /^GET \/api\/v1\/spaces\?name=Finance 200$/u,
        /^GET \/api\/v1\/spaces\/65f0c0ffee0000000000beef\/assignments 200$/u,
        /^GET \/api\/v1\/apps\/[\w-]+ 200$/u,
        /^GET \/api\/v1\/items\?resourceType=app&name=Sales 200$/u,
        /^GET \/api\/v1\/data-connections\?spaceId=\w+ 200$/u,
      ],
    },
    'fails where the user has another role': {
      given: (tenant) => {
        makeAll(tenant);
        const assignment = tenant.world.assignments.get('r1');
        if (assignment) tenant.world.assignments.set('r1', { ...assignment, roles: ['consumer'] });
      },
      asks: [
        /^GET \/api\/v1\/spaces\?name=Finance 200$/u,
        /^GET \/api\/v1\/spaces\/65f0c0ffee0000000000beef\/assignments 200$/u,
        /^POST \/api\/v1\/spaces\/65f0c0ffee0000000000beef\/assignments 409$/u,
      ],
      fails: /409 Conflict/u,
    },
    'takes what another run made meanwhile': {
      given: (tenant) => {
        makeAll(tenant);
        answers('GET /api/v1/spaces', 200, { data: [] })(tenant);
      },
      asks: [
        /^GET \/api\/v1\/spaces\?name=Finance 200$/u,
        /^POST \/api\/v1\/spaces 409$/u,
        /^GET \/api\/v1\/spaces\?name=Finance 200$/u,
        /^GET \/api\/v1\/spaces\/65f0c0ffee0000000000beef\/assignments 200$/u,
        /^GET \/api\/v1\/apps\/[\w-]+ 200$/u,
        /^GET \/api\/v1\/items\?resourceType=app&name=Sales 200$/u,
        /^GET \/api\/v1\/data-connections\?spaceId=\w+ 200$/u,
      ],
    },
  },
  'find-app-by-name.yml': {
    'fails where only a longer name is there': {
      given: (tenant) => {
        changeApp(tenant, { name: 'Sales overview, old' });
      },
      asks: [/^GET \/api\/v1\/items\?/u],
      fails: /`select` .* finds nothing/u,
    },
  },
  'import-app.yml': {
    'fails where the bot may not enter the space': {
      given: ({ world }) => world.spaces.delete(known.space),
      asks: [/^POST \/api\/v1\/apps\/import\?.* 403$/u],
      fails: /403 Forbidden/u,
    },
  },
  'load-script.yml': {
    'sets no script in which Qlik finds an error': {
      given: answers('POST /api/v1/apps/validatescript', 200, { Errors: [{ Line: 1 }] }),
      asks: [/^POST \/api\/v1\/apps\/validatescript 200$/u],
      fails: /`fail-when`/u,
    },
  },
  'publish-app.yml': {
    'goes on where the app is published already': {
      given: answers('POST /api/v1/apps/{id}/publish', 409, { errors: [conflict] }),
      asks: [/^POST \/api\/v1\/apps\/[\w-]+\/publish 409$/u],
    },
  },
  'replace-data-file.yml': {
    'replaces no file that is elsewhere': {
      given: ({ world }) => {
        const date = { createdDate: '', modifiedDate: '' };
        const file = { id: 'f2', name: 'orders.csv', connectionId: 'c2', ...date };
        world.dataFiles.set('f2', { ...file, content: Buffer.from('old'), size: 3 });
      },
      asks: [/^GET \/api\/v1\/data-files\?/u],
      fails: /`select` .* finds nothing/u,
    },
  },
  'rotate-client-secret.yml': {
    'fails where no secret has that hint, so that an old one never lives on unseen': {
      given: ({ world: { clientSecrets } }) => {
        clientSecrets.add('rotated');
        clientSecrets.remove('rotated', 'abcde');
      },
      asks: [
        /^POST \/api\/v1\/oauth-clients\/\w+\/client-secrets 201$/u,
        /^DELETE \/api\/v1\/oauth-clients\/\w+\/client-secrets\/abcde 404$/u,
      ],
      fails: /404 Not Found.*The client secret was not found/u,
    },
  },
  'space-per-branch.yml': {
    'goes on where the space is there already': {
      given: (tenant) => {
        spaceNamed('feature/a-"quoted"-name', tenant);
      },
      asks: [/^POST \/api\/v1\/spaces 409$/u],
    },
  },
  'space-role.yml': {
    'goes on where they have a role already': {
      given: ({ world }) => {
        const role = { id: 'r1', spaceId: known.space, assigneeId: known.user };
        world.assignments.set('r1', { ...role, type: 'user', roles: ['consumer'], createdAt: '' });
      },
      asks: [/^GET \/api\/v1\/spaces\?/u, /^POST \/api\/v1\/spaces\/\w+\/assignments 409$/u],
    },
  },
  'tenant-configuration.yml': {
    'goes on where the site is allowed already': {
      given: answers('POST /api/v1/csp-origins', 409, { errors: [conflict] }),
      asks: [/^POST \/api\/v1\/csp-origins 409$/u, /^POST \/api\/core\/webhooks 201$/u],
    },
  },
  'update-extension.yml': {
    'fails where there is none of that name': {
      given: () => undefined,
      asks: [/^GET \/api\/v1\/extensions 200$/u],
      fails: /`select` .* finds nothing/u,
    },
  },
  'users-and-licences.yml': {
    'fails where no licence is left, which Qlik tells in the body alone': {
      given: answers('POST /api/v1/licenses/assignments/actions/add', 207, {
        data: [{ status: 403, code: 'LICENSES-011', subject: 'a-subject' }],
      }),
      asks: [
        ...Array<RegExp>(3).fill(/^GET \/api\/v1\/users\?/u),
        /^POST \/api\/v1\/licenses\/assignments\/actions\/add 207$/u,
      ],
      fails: /a-subject: 403 LICENSES-011/u,
    },
  },
  'wait-for-evaluation.yml': {
    'fails where the evaluation met errors': {
      given: (tenant) => {
        const details = { errors: ['The app could not be opened'] };
        tenant.plan('evaluations', [{ status: 'started' }, { status: 'finished', details }]);
      },
      asks: [/^POST \/api\/analytics\/apps\/[\w-]+\/evaluations 201$/u],
      fails: /`fail-when`/u,
    },
    'fails where one of its objects met an error': {
      given: (tenant) => {
        const events = [{ severity: 'error', message: 'No answer in time', objectId: 'o1' }];
        tenant.plan('evaluations', [{ status: 'started' }, { status: 'finished', events }]);
      },
      asks: [/^POST \/api\/analytics\/apps\/[\w-]+\/evaluations 201$/u],
      fails: /`fail-when`/u,
    },
  },
  'wait-for-reload.yml': {
    'fails as the reload does, and says why': {
      given: (tenant) => {
        const end = { status: 'FAILED', errorCode: 'E-1', errorMessage: 'No such table' };
        tenant.plan('reloads', [{ status: 'QUEUED' }, end]);
      },
      asks: [/^POST \/api\/v1\/reloads 201$/u],
      fails: /FAILED.*No such table/u,
    },
  },
};
