import { isObject, parseObject } from '../json.ts';
import type { Person } from './server.ts';

/** What a request names a user by. */
export interface Lookup {
  readonly field: 'userId' | 'subject';
  readonly value: string;
}

/**
 * @param lookup an object, or its JSON as a form has it
 * @returns undefined when it is no `user_lookup`
 */
export function readLookup(lookup: unknown): Lookup | undefined {
  const object = typeof lookup === 'string' ? parseObject(lookup) : lookup;
  const { field, value } = isObject(object) ? object : {};
  if ((field !== 'userId' && field !== 'subject') || typeof value !== 'string') return undefined;
  return { field, value };
}

/** @returns the user that a `user_lookup` names; undefined when there is none */
export function findPerson(people: readonly Person[], lookup: unknown): Person | undefined {
  const read = readLookup(lookup);
  const key = read?.field === 'userId' ? 'id' : 'subject';
  return read && people.find((person) => person[key] === read.value);
}
