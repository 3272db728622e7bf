import { type Credential, isBearerToken, type UserLookup } from '../oauth/credential.ts';
import type { InputReader } from './reader.ts';

/** The ways to a token, of which a step takes one. */
const ways = ['client-secret', 'private-key', 'access-token'] as const;

/** What an expression in the workflow comes to that names nothing. */
export const emptyVariable =
  'is empty. If it comes from `vars.*`, the variable is not set, or its name is misspelt';

const noSecrets = 'misspelt or not visible here: runs from forks and of Dependabot get no secrets';

const emptySecret = `is empty. Usually its secret is ${noSecrets}`;

const noWay =
  'there is no way to get a token: set `client-id` with `client-secret`, or with `private-key` and ' +
  `\`key-id\`; or set \`access-token\`. If they are set from \`vars.*\` and \`secrets.*\`, those are ${noSecrets}`;

/**
 * Reads what the step has to show for a token. The reader knows what is bad.
 * @returns undefined when an input of it is bad
 */
export async function readCredential(reader: InputReader): Promise<Credential | undefined> {
  const has = (name: Parameters<InputReader['text']>[0]): boolean => reader.text(name) !== '';
  const given = ways.filter(has);
  if (given.length === 0 && !has('client-id') && !has('key-id')) {
    reader.refuseEmpty('env', noWay, 'empty-secret');
    reader.value('scope');
    readUser(reader, has);
    return undefined;
  }
  const [way, ...others] = given;
  for (const other of others)
    reader.refuse(other, `cannot be used together with \`${way ?? ''}\`: give one of them`);
  return has('access-token') ? suppliedToken(reader, has) : readGrant(reader, has);
}

type Has = (name: Parameters<InputReader['text']>[0]) => boolean;

async function suppliedToken(reader: InputReader, has: Has): Promise<Credential | undefined> {
  for (const name of ['user-id', 'user-subject'] as const)
    if (has(name))
      reader.refuse(
        name,
        'cannot be used together with `access-token`, which always acts as the user it was made for',
      );
  const token = reader.value('access-token');
  if (token === undefined) return undefined;
  // RFC 6750 section 2.1, which is how tokens look.
  if (!/^[\w.~+/=-]+$/u.test(token)) {
    const { damageOf, damages } = await import('../errors/secret-damage.ts');
    const damage = damageOf(token);
    if (damage !== undefined && damage !== 'white space')
      reader.refuse('access-token', damages[damage]);
    else if (!isBearerToken(token))
      reader.refuse('access-token', 'holds white space or characters that a header cannot carry');
  }
  return { kind: 'access-token', token };
}

async function readGrant(reader: InputReader, has: Has): Promise<Credential | undefined> {
  const clientId = reader.value('client-id');
  if (!has('client-id'))
    reader.refuseEmpty('client-id', `${emptyVariable} (not needed with \`access-token\`)`);
  const scope = reader.value('scope');
  const user = readUser(reader, has);
  const keyId = reader.value('key-id');
  // Whoever names a key means one.
  if (has('private-key') || (has('key-id') && !has('client-secret'))) {
    const signer = await readKey(reader, has);
    if (!has('key-id'))
      reader.refuse('key-id', 'is required with `private-key`: the kid of the registered key');
    if (clientId === undefined || keyId === undefined || signer === undefined) return undefined;
    return { kind: 'private-key', clientId, keyId, signer, scope, user };
  }
  if (has('key-id')) reader.refuse('key-id', 'is set without `private-key`');
  if (!has('client-secret')) reader.refuseEmpty('client-secret', emptySecret, 'empty-secret');
  const clientSecret = reader.value('client-secret');
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { kind: 'client-secret', clientId, clientSecret, scope, user };
}

async function readKey(reader: InputReader, has: Has) {
  if (!has('private-key')) {
    reader.refuseEmpty('private-key', emptySecret, 'empty-secret');
    return undefined;
  }
  const { readPrivateKey } = await import('../oauth/private-key.ts');
  return reader.check('private-key', () => readPrivateKey(reader.text('private-key')));
}

function readUser(reader: InputReader, has: Has): UserLookup | undefined {
  const userId = reader.value('user-id');
  const subject = reader.value('user-subject');
  if (has('user-id') && has('user-subject'))
    reader.refuse('user-subject', 'cannot be used together with `user-id`: give one of them');
  if (userId !== undefined) return { field: 'userId', value: userId };
  return subject === undefined ? undefined : { field: 'subject', value: subject };
}
