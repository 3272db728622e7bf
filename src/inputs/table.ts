import { methods } from '../http/exchange.ts';
import { minLine } from '../runner/secrets.ts';
import {
  acceptStatus,
  boolean,
  contextName,
  headers,
  line,
  lines,
  number,
  oneOf,
  pairs,
  query,
  secretLine,
} from './parsers.ts';

/**
 * Inputs that belong together. Of the ways to a token, of the users and of the bodies a step gives
 * one, `form` and `form-files` being one body; a call, its body and a wait are of no use without `path`.
 */
export type Group = 'token' | 'user' | 'call' | 'body' | 'wait';

/** One input of action.yml. */
export interface Row<T = unknown> {
  /** From text that is trimmed (`asWritten` aside), and empty only where that is the default. */
  readonly parse: (text: string) => T;
  /** What an empty input means; action.yml says the same. */
  readonly default?: string;
  readonly group?: Group;
  /** Masked before anything else happens, and never shown. */
  readonly secret?: true;
  /** A shorter text is not masked, in characters. */
  readonly minMasked?: number;
  /** Not trimmed. */
  readonly asWritten?: true;
}

const text = (value: string): string => value;

/** Every input: its name, what it takes, what it is when it is left out, and what it belongs to. */
export const table = {
  'tenant-url': { parse: text },
  'client-id': { parse: line },
  'client-secret': { parse: secretLine, group: 'token', secret: true },
  'private-key': { parse: text, group: 'token', secret: true, minMasked: minLine },
  // Not shown when it is bad: it may be the key itself.
  'key-id': { parse: secretLine },
  scope: { parse: line },
  'user-id': { parse: line, group: 'user' },
  'user-subject': { parse: line, group: 'user' },
  'access-token': { parse: secretLine, group: 'token', secret: true },
  'revoke-token': { parse: boolean, default: 'true' },
  path: { parse: text },
  method: { parse: oneOf(methods), default: 'GET', group: 'call' },
  query: { parse: query, default: '', group: 'call' },
  headers: { parse: headers, default: '', group: 'call' },
  body: { parse: text, group: 'body', asWritten: true },
  'body-file': { parse: line, group: 'body' },
  form: { parse: pairs, default: '', group: 'body' },
  'form-files': { parse: pairs, default: '', group: 'body' },
  'accept-status': { parse: acceptStatus, default: '', group: 'call' },
  'response-file': { parse: line, group: 'call' },
  'fetch-result': { parse: boolean, default: 'false', group: 'call' },
  paginate: { parse: boolean, default: 'false', group: 'call' },
  select: { parse: text, group: 'call' },
  'fail-when': { parse: text, group: 'call' },
  mask: { parse: lines, group: 'call' },
  wait: { parse: boolean, default: 'false', group: 'wait' },
  'wait-path': { parse: text, group: 'wait' },
  'done-when': { parse: text, group: 'wait' },
  'wait-timeout-minutes': { parse: number(0.01, 10_080), default: '60', group: 'wait' },
  'wait-interval-seconds': { parse: number(1, 3600), group: 'wait' },
  retries: { parse: number(0, 10, 'whole'), default: '3' },
  'idle-timeout-seconds': { parse: number(1, 3600), default: '300' },
  'qlik-cli-context': { parse: contextName },
  summary: { parse: boolean, default: 'false' },
} as const satisfies Record<string, Row>;

export type InputName = keyof typeof table;

/** The table, row by row. */
export const rows = Object.entries(table) as readonly (readonly [name: InputName, row: Row])[];

/** An input's type after parsing; undefined where it is empty and has no default. */
export type Value<N extends InputName> =
  | ReturnType<(typeof table)[N]['parse']>
  | ((typeof table)[N] extends { readonly default: string } ? never : undefined);
