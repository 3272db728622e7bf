import { expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { help, readWish } from '../../sandbox/demo/arguments.ts';
import { readAction } from '../../sandbox/runner/action-yml.ts';

const action = await readAction(fileURLToPath(new URL('../../', import.meta.url)));

it('calls users/me in the sandbox by default', () => {
  const inputs = { path: '/api/v1/users/me' };
  expect(readWish(action, [], {})).toEqual({ help: false, inputs, sandbox: true });
});

it('takes any input of the action', () => {
  const { inputs } = readWish(action, ['--path', '/x', '--method=POST', '--body', '{}'], {});
  expect(inputs).toEqual({ path: '/x', method: 'POST', body: '{}' });
});

const inputsOf = (...args: readonly string[]) => readWish(action, args, {}).inputs;

it.each([
  [['--tenant', 'x'], '--tenant-url'],
  [['--pth', '/x'], '--path'],
  [['--pth=/x'], '--path'],
  [['--secret', 'x'], '--client-secret'],
  [['--respnse-file', 'x'], '--response-file'],
  [['--waitt'], '--wait'],
])('names the nearest inputs if it does not know one: %j', (args, near) => {
  const wish = () => inputsOf(...args);
  const name = args[0]?.replace(/=.*$/u, '') ?? '';
  expect(wish).toThrow(`There is no input ${name}. The nearest: `);
  expect(wish).toThrow(near);
  expect(wish).toThrow(/^There is no input \S+\. The nearest: (?:--[a-z-]+, ){0,2}--[a-z-]+\. /u);
  expect(wish).toThrow('npm start -- --help');
});

it('treats a boolean input without a value as true', () => {
  expect(inputsOf('--wait', '--path', '/x', '--paginate')).toEqual({
    path: '/x',
    wait: 'true',
    paginate: 'true',
  });
  expect(inputsOf('--revoke-token', 'false')).toMatchObject({ 'revoke-token': 'false' });
  expect(inputsOf('--wait=false')).toMatchObject({ wait: 'false' });
  expect(inputsOf('--summary')).toMatchObject({ summary: 'true' });
});

it('says which value is missing', () => {
  expect(() => inputsOf('--path')).toThrow('--path needs a value: --path …, or --path=…');
  expect(() => inputsOf('--path', '--wait')).toThrow('--path needs a value');
});

it('takes a value that begins with dashes, such as a key', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n';
  expect(inputsOf('--private-key', key, '--path', '/x')).toEqual({
    'private-key': key,
    path: '/x',
  });
  expect(inputsOf('--body', '-1')).toMatchObject({ body: '-1' });
  expect(inputsOf('--key-id', '--k1')).toMatchObject({ 'key-id': '--k1' });
});

it('says what it takes if an argument is not an option', () => {
  expect(() => inputsOf('/api/v1/spaces')).toThrow(
    '"/api/v1/spaces" is neither the name of an input nor the value of one: --path /api/v1/spaces?',
  );
});

it('never shows a possible secret', () => {
  expect(() => inputsOf('--client-secrt=abcdef')).toThrow(/^(?!.*abcdef)/u);
  expect(() => inputsOf('--wait', 'true', 'abcdef')).toThrow(/^(?!.*abcdef)/u);
});

it('uses the tenant that the environment names', () => {
  const env = { QLIK_TENANT_URL: 'u', QLIK_CLIENT_ID: 'i', QLIK_CLIENT_SECRET: 's' };
  const { inputs, sandbox } = readWish(action, [], env);
  expect(sandbox).toBe(false);
  expect(inputs).toMatchObject({ 'tenant-url': 'u', 'client-id': 'i', 'client-secret': 's' });
});

it('needs no secret in the environment if there is a key', () => {
  const env = { QLIK_TENANT_URL: 'u', QLIK_CLIENT_ID: 'i' };
  const given = ['--private-key', '-----BEGIN', '--key-id', 'k'];
  const wanted = {
    'tenant-url': 'u',
    'client-id': 'i',
    'private-key': '-----BEGIN',
    'key-id': 'k',
  };
  for (const all of [env, { ...env, QLIK_CLIENT_SECRET: 's' }])
    expect(readWish(action, given, all)).toEqual({
      help: false,
      inputs: { path: '/api/v1/users/me', ...wanted },
      sandbox: false,
    });
  expect(() => readWish(action, given, { QLIK_TENANT_URL: 'u' })).toThrow('set QLIK_CLIENT_ID too');
  // The sandbox knows no key of anybody's.
  expect(readWish(action, given, {}).sandbox).toBe(false);
});

it('says which variables are missing', () => {
  const env = { QLIK_TENANT_URL: 'u', QLIK_CLIENT_SECRET: '' };
  expect(() => readWish(action, [], env)).toThrow('QLIK_CLIENT_ID and QLIK_CLIENT_SECRET');
});

it('lists every input in its help', () => {
  for (const name of action.inputs.keys()) expect(help(action)).toContain(`  --${name}`);
});
