import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { newClient, type Tenant } from '../../sandbox/tenant/tenant.ts';
import { known } from '../../sandbox/tenant/world.ts';
import { actionFolder } from './manifest.ts';
import type { Values } from './workflow.ts';

/** The files of all examples. */
export const names: readonly string[] = readdirSync(path.join(actionFolder, 'examples')).filter(
  (name) => name.endsWith('.yml'),
);

/** The files in the repository of someone who uses the examples. */
export const repository = {
  'apps/sales.qvf': '\0qvf',
  'apps/sales.script.json': '{"script": "LOAD 2 AS Two;"}',
  'data/orders.csv': 'id;amount\n',
  'extension.zip': 'PK',
  'project.zip': 'PK',
  'theme.zip': 'PK',
};

/** The client whose secret an example changes. */
export const rotatedClient = newClient({ id: 'rotated', secret: `abcde${'0f'.repeat(30)}` });

/** The files that examples leave in the workspace. */
export const kept = [
  'audit/audits.json',
  'audit/reloads.json',
  'connections.json',
  'report.pdf',
  'sales.qvf',
  'stored-secret',
  'users.json',
];

/** Polls are left out, because their number depends on timing. */
export const looks =
  /\/(oauth|resources)\/|^GET .*\/(reloads\/|runs|runtime\/state|di-projects\/actions|reports\/|evaluations\/)/u;

/** The values that a workflow's expressions can refer to. */
export function valuesOf(tenant: Tenant, another: Tenant): Values {
  return {
    'github.head_ref': 'feature/a-"quoted"-name',
    'github.repository': 'acme/apps',
    'github.sha': '0f'.repeat(20),
    'inputs.app': 'Sales overview',
    'inputs.name': 'A "new" name',
    'inputs.old-hint': 'abcde',
    'secrets.GH_ADMIN_TOKEN': 'token-for-the-repository',
    'secrets.QLIK_CLIENT_SECRET': tenant.client.secret,
    'secrets.QLIK_CONNECT_STATEMENT': 'CUSTOM CONNECT TO "secret-of-the-warehouse"',
    'secrets.QLIK_EXECUTION_TOKEN': known.executionToken,
    'secrets.QLIK_REGION_CLIENT_SECRET': tenant.client.secret,
    'secrets.QLIK_TARGET_CLIENT_SECRET': another.client.secret,
    'secrets.QLIK_WEBHOOK_SECRET': 'secret-of-the-webhook',
    'vars.QLIK_APP': known.app,
    'vars.QLIK_AUTOMATION': 'a1',
    'vars.QLIK_CLIENT_ID': tenant.client.id,
    'vars.QLIK_CONNECTION': 'c1',
    'vars.QLIK_DATA_TASK': 'd1',
    'vars.QLIK_MANAGED_SPACE': known.managedSpace,
    'vars.QLIK_PROJECT': 'p1',
    'vars.QLIK_PUBLISHED_APP': 'p1',
    'vars.QLIK_REGION_CLIENT_ID': tenant.client.id,
    'vars.QLIK_REPORT': '{"type":"composition-1.0"}',
    'vars.QLIK_ROTATED_CLIENT_ID': rotatedClient.id,
    'vars.QLIK_SPACE': known.space,
    'vars.QLIK_SUBJECT': 'a-subject',
    'vars.QLIK_TARGET_CLIENT_ID': another.client.id,
    'vars.QLIK_TARGET_SPACE': known.space,
    'vars.QLIK_TARGET_TENANT': another.url,
    'vars.QLIK_TASK': 't1',
    'vars.QLIK_TENANT': tenant.url,
    'vars.QLIK_TENANTS': JSON.stringify([tenant.url, another.url]),
    'vars.QLIK_TRIGGERED_AUTOMATION': known.automation,
    'vars.QLIK_USER': known.user,
  };
}
