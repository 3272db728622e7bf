import { methods } from '../http/exchange.ts';
import { minLine } from '../runner/secrets.ts';
import { acceptStatus } from './accept-status.ts';
import { headers } from './headers.ts';
import {
  boolean,
  contextName,
  line,
  lines,
  number,
  oneOf,
  pairs,
  query,
  secretLine,
  wholeNumber,
} from './parsers.ts';

/** One input of action.yml. */
export interface Row<T = unknown> {
  /** From trimmed text (`asWritten` aside) that is not empty. */
  readonly parse: (text: string) => T;
  /** What an empty input means; action.yml says the same. */
  readonly default?: string;
  /** Masked before anything else happens, and never shown. */
  readonly secret?: true;
  /** A shorter text is not masked, in characters. */
  readonly minMasked?: number;
  /** Not trimmed. */
  readonly asWritten?: true;
  /** Of no use without `path`. */
  readonly ofCall?: true;
}

const text = (value: string): string => value;

/** Every input: its name, what it takes, and what it is when it is left out. */
export const table = {
  'tenant-url': { parse: text },
  'client-id': { parse: line },
  'client-secret': { parse: secretLine, secret: true },
  'private-key': { parse: text, secret: true, minMasked: minLine },
  // Not shown when it is bad: it may be the key itself.
  'key-id': { parse: secretLine },
  scope: { parse: line },
  'user-id': { parse: line },
  'user-subject': { parse: line },
  'access-token': { parse: secretLine, secret: true },
  'revoke-token': { parse: boolean, default: 'true' },
  path: { parse: text },
  method: { parse: oneOf(methods), default: 'GET', ofCall: true },
  query: { parse: query, ofCall: true },
  headers: { parse: headers, ofCall: true },
  body: { parse: text, asWritten: true, ofCall: true },
  'body-file': { parse: line, ofCall: true },
  form: { parse: pairs('='), ofCall: true },
  'form-files': { parse: pairs('='), ofCall: true },
  'accept-status': { parse: acceptStatus, ofCall: true },
  'response-file': { parse: line, ofCall: true },
  'fetch-result': { parse: boolean, default: 'false', ofCall: true },
  paginate: { parse: boolean, default: 'false', ofCall: true },
  select: { parse: text, ofCall: true },
  'fail-when': { parse: text, ofCall: true },
  mask: { parse: lines, ofCall: true },
  wait: { parse: boolean, default: 'false', ofCall: true },
  'wait-path': { parse: text, ofCall: true },
  'done-when': { parse: text, ofCall: true },
  'wait-timeout-minutes': { parse: number(0.01, 10_080), default: '60', ofCall: true },
  'wait-interval-seconds': { parse: number(1, 3600), ofCall: true },
  retries: { parse: wholeNumber(0, 10), default: '3' },
  'idle-timeout-seconds': { parse: number(1, 3600), default: '300' },
  'qlik-cli-context': { parse: contextName },
  summary: { parse: boolean, default: 'false' },
} as const satisfies Record<string, Row>;

export type InputName = keyof typeof table;

/** An input's type after parsing; undefined where it is empty and has no default. */
export type Value<N extends InputName> =
  | ReturnType<(typeof table)[N]['parse']>
  | ((typeof table)[N] extends { readonly default: string } ? never : undefined);

/** The inputs that say what is sent; what reads them is loaded only where one is set. */
export const bodyInputs = ['body', 'body-file', 'form', 'form-files'] as const;
