import { expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { help, readWish } from '../../sandbox/demo/arguments.ts';
import { readAction } from '../../sandbox/runner/action-yml.ts';

const action = await readAction(fileURLToPath(new URL('../../', import.meta.url)));

it('asks who one is, in the sandbox, unless told otherwise', () => {
  const inputs = { path: '/api/v1/users/me' };
  expect(readWish(action, [], {})).toEqual({ help: false, inputs, sandbox: true });
});

it('takes any input of the action', () => {
  const { inputs } = readWish(action, ['--path', '/x', '--method=POST', '--body', '{}'], {});
  expect(inputs).toEqual({ path: '/x', method: 'POST', body: '{}' });
});

it('names the inputs when it does not know one', () => {
  expect(() => readWish(action, ['--pth', '/x'], {})).toThrow(/--pth[^]*--path, --method/);
});

it('goes to the tenant that the environment names', () => {
  const env = { QLIK_TENANT_URL: 'u', QLIK_CLIENT_ID: 'i', QLIK_CLIENT_SECRET: 's' };
  const { inputs, sandbox } = readWish(action, [], env);
  expect(sandbox).toBe(false);
  expect(inputs).toMatchObject({ 'tenant-url': 'u', 'client-id': 'i', 'client-secret': 's' });
});

it('says which variables are missing', () => {
  const env = { QLIK_TENANT_URL: 'u', QLIK_CLIENT_SECRET: '' };
  expect(() => readWish(action, [], env)).toThrow('QLIK_CLIENT_ID and QLIK_CLIENT_SECRET');
});

it('lists every input in its help', () => {
  for (const name of action.inputs.keys()) expect(help(action)).toContain(`  --${name}`);
});
