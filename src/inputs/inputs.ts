import { Failure } from '../failure.ts';
import { methods } from '../http/exchange.ts';
import type { Runner } from '../runner/runner.ts';
import { minLine } from '../runner/secrets.ts';
import { shorten } from '../runner/text.ts';
import { linksFrom, type Topic } from '../troubleshooting.ts';
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
 * Inputs with a rule in common. A step sets one of `token`, and at most one of `user` and of `body`
 * (`form` and `form-files` together are one body). Those of `call`, `body` and `wait` need `path`.
 */
type Group = 'token' | 'user' | 'call' | 'body' | 'find' | 'wait';

/** One input of action.yml. */
interface Row<T = unknown> {
  /**
   * Gets the text that the workflow gives, trimmed unless `untrimmed`, or the default. Without a
   * default it is not called for an empty input.
   * @throws Failure that says what is wrong, without the input's name
   */
  readonly parse: (text: string) => T;
  /** What an empty input means; action.yml says the same. */
  readonly default?: string;
  readonly group?: Group;
  /** Masked before anything else happens; `parse` must not quote it. */
  readonly secret?: true;
  /** Shorter texts are not masked. In characters. */
  readonly minMasked?: number;
  readonly untrimmed?: true;
}

const text = (value: string): string => value;

/** Every input: how it is parsed, its default, and the group whose rule it shares. */
export const table = {
  'tenant-url': { parse: text },
  'client-id': { parse: line },
  'client-secret': { parse: secretLine, group: 'token', secret: true },
  'private-key': { parse: text, group: 'token', secret: true, minMasked: minLine },
  // Never quoted in an error: someone may paste the key itself here.
  'key-id': { parse: secretLine },
  scope: { parse: line },
  'user-id': { parse: line, group: 'user' },
  'user-subject': { parse: line, group: 'user' },
  'access-token': { parse: secretLine, group: 'token', secret: true },
  'execution-token': { parse: secretLine, group: 'call', secret: true },
  'revoke-token': { parse: boolean, default: 'true' },
  path: { parse: text },
  method: { parse: oneOf(methods), default: 'GET', group: 'call' },
  query: { parse: query, default: '', group: 'call' },
  headers: { parse: headers, default: '', group: 'call' },
  body: { parse: text, group: 'body', untrimmed: true },
  'body-file': { parse: line, group: 'body' },
  form: { parse: pairs, default: '', group: 'body' },
  'form-files': { parse: pairs, default: '', group: 'body' },
  find: { parse: text, group: 'find' },
  'find-query': { parse: query, default: '', group: 'find' },
  'find-select': { parse: text, group: 'find' },
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

const rows = Object.entries(table) as readonly (readonly [name: InputName, row: Row])[];

/** The type of a parsed input; it includes undefined if the input has no default. */
export type Value<N extends InputName> =
  | ReturnType<(typeof table)[N]['parse']>
  | ((typeof table)[N] extends { readonly default: string } ? never : undefined);

/** How many unknown inputs an error names, and how many characters of each. */
const maxUnknown = 3;
const maxNameLength = 60;

/**
 * The inputs of a step, each read and parsed once. Problems are collected, so that one run names
 * every bad input. Secrets are masked in the constructor.
 */
export class Inputs {
  readonly runner: Runner;
  readonly #texts = new Map<InputName, string>();
  readonly #values = new Map<InputName, unknown>();
  #hasNamedUnknown = false;
  readonly #problems: { readonly message: string; readonly topic: Topic | undefined }[] = [];

  constructor(runner: Runner) {
    this.runner = runner;
    for (const [name, { untrimmed, secret, minMasked = 1 }] of rows) {
      const written = runner.getInput(name);
      const text = untrimmed === true ? written : written.trim();
      // Masking a short text would litter the whole log with ***.
      if (secret === true && text.length >= minMasked) runner.setSecret(text);
      this.#texts.set(name, text);
    }
  }

  /** The text of an input as the workflow gives it; empty when it is not set. */
  text(name: InputName): string {
    return this.#texts.get(name) ?? '';
  }

  /** Whether an input is set to anything but its default. */
  isSet(name: InputName): boolean {
    const row: Row = table[name];
    const text = this.text(name);
    return text !== '' && text.toUpperCase() !== row.default?.toUpperCase();
  }

  /** @returns the inputs of the groups that are set, in the order of the table */
  given(...groups: readonly Group[]): InputName[] {
    return rows.flatMap(([name, { group }]) =>
      group !== undefined && groups.includes(group) && this.isSet(name) ? [name] : [],
    );
  }

  /** @returns the parsed input or default; undefined when there is neither, or the input is bad */
  value<N extends InputName>(name: N): Value<N> | undefined {
    const row: Row = table[name];
    const text = this.text(name) || row.default;
    if (text !== undefined && !this.#values.has(name))
      this.#values.set(
        name,
        this.check(name, () => row.parse(text)),
      );
    return this.#values.get(name) as Value<N> | undefined;
  }

  /**
   * Runs a check of an input.
   * @param name 'env' for the step's environment
   * @returns its result; undefined when it throws a Failure, which is noted as a problem of the input
   */
  check<T>(name: InputName | 'env', work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#note(name, error);
      return undefined;
    }
  }

  /** The same for an asynchronous check. */
  checkAsync<T>(name: InputName, work: Promise<T>): Promise<T | undefined> {
    return work.catch((error: unknown) => {
      this.#note(name, error);
      return undefined;
    });
  }

  #note(name: InputName | 'env', error: unknown): void {
    if (!(error instanceof Failure)) throw error;
    this.refuse(name, error.messageWithHint, error.topic);
  }

  /** Notes that an input is bad, and why. @param topic the page of the docs that explains it */
  refuse(name: InputName | 'env', why: string, topic?: Topic): void {
    this.#problems.push({ message: name === 'env' ? why : `\`${name}\`: ${why}`, topic });
  }

  /**
   * The same for a required input that is empty. The first such problem also names what the step sets
   * that is not an input of the action: that may be the required one, misspelt.
   */
  refuseEmpty(name: InputName | 'env', why: string, topic?: Topic): void {
    this.refuse(name, why + this.#noteOnUnknown(), topic);
  }

  /** Of inputs that are set and exclude each other, refuses all but the first. */
  refuseAllButFirst([first, ...others]: readonly InputName[]): void {
    for (const other of others)
      this.refuse(other, `cannot be used together with \`${String(first)}\`: set only one of them`);
  }

  #noteOnUnknown(): string {
    if (this.#hasNamedUnknown) return '';
    this.#hasNamedUnknown = true;
    const names = this.runner
      .givenInputs()
      .filter((name) => !Object.hasOwn(table, name))
      .map((name) => `\`${shorten(name, maxNameLength)}\``);
    const shown = names.slice(0, maxUnknown);
    if (shown.length === 0) return '';
    const are = shown.length === 1 ? 'which is not an input' : 'which are not inputs';
    return `. The step sets ${shown.join(' and ')}, ${are} of this action`;
  }

  /** @throws Failure that names every bad input */
  throwIfBad(): void {
    const [first, ...others] = this.#problems;
    if (first === undefined) return;
    const title = 'bad input';
    if (others.length === 0)
      throw new Failure(`Bad input: ${first.message}`, { topic: first.topic, title });
    const link = linksFrom((name) => this.runner.env(name));
    const lines = this.#problems.map(({ message, topic }) =>
      topic === undefined ? message : `${message}; see ${link(topic)}`,
    );
    throw new Failure([`${String(lines.length)} bad inputs:`, ...lines].join('\n- '), { title });
  }
}
