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
 * Inputs that belong together. Of the ways to a token, of the users and of the bodies a step gives
 * one, `form` and `form-files` being one body; a call, its body and a wait are of no use without `path`.
 */
type Group = 'token' | 'user' | 'call' | 'body' | 'wait';

/** One input of action.yml. */
interface Row<T = unknown> {
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
const rows = Object.entries(table) as readonly (readonly [name: InputName, row: Row])[];

/** An input's type after parsing; undefined where it is empty and has no default. */
type Value<N extends InputName> =
  | ReturnType<(typeof table)[N]['parse']>
  | ((typeof table)[N] extends { readonly default: string } ? never : undefined);

/** How many unknown inputs an error names, and how much of each name. */
const maxUnknown = 3;
const maxName = 60;

/**
 * The inputs of a step, each read and parsed once. What is wrong with them is gathered, so that one
 * run names all that is to be mended. Secrets are masked at once.
 */
export class Inputs {
  readonly runner: Runner;
  readonly #texts = new Map<InputName, string>();
  readonly #values = new Map<InputName, unknown>();
  #unknownNamed = false;
  readonly #problems: { readonly message: string; readonly topic: Topic | undefined }[] = [];

  constructor(runner: Runner) {
    this.runner = runner;
    for (const [name, { asWritten, secret, minMasked = 1 }] of rows) {
      const written = runner.getInput(name);
      const text = asWritten === true ? written : written.trim();
      // A short text is no key, and masked it would star the whole log.
      if (secret === true && text.length >= minMasked) runner.setSecret(text);
      this.#texts.set(name, text);
    }
  }

  /** The text of an input; empty when it is not set. */
  text(name: InputName): string {
    return this.#texts.get(name) ?? '';
  }

  /** Whether an input says anything but its default. */
  isSet(name: InputName): boolean {
    const row: Row = table[name];
    const text = this.text(name);
    return text !== '' && text.toUpperCase() !== row.default?.toUpperCase();
  }

  /** The inputs of some groups that are set, in the order of the table. */
  given(...groups: readonly Group[]): InputName[] {
    return rows.flatMap(([name, { group }]) =>
      group !== undefined && groups.includes(group) && this.isSet(name) ? [name] : [],
    );
  }

  /** The parsed input, or its default; undefined when there is neither, or when it is bad. */
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

  /** Does a check; its Failure becomes a problem of the input, and the result undefined. */
  check<T>(name: InputName | 'env', work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#note(name, error);
      return undefined;
    }
  }

  /** The same for a check that takes time. */
  checkLater<T>(name: InputName, work: Promise<T>): Promise<T | undefined> {
    return work.catch((error: unknown) => {
      this.#note(name, error);
      return undefined;
    });
  }

  #note(name: InputName | 'env', error: unknown): void {
    if (!(error instanceof Failure)) throw error;
    this.refuse(name, error.messageWithHint, error.topic);
  }

  /** Notes that an input is bad, and why. @param topic where more is written about it */
  refuse(name: InputName | 'env', why: string, topic?: Topic): void {
    this.#problems.push({ message: name === 'env' ? why : `\`${name}\`: ${why}`, topic });
  }

  /**
   * The same of one that is required and empty: the first time with what the step sets that is no
   * input of ours, for that may be its name misspelt.
   */
  refuseEmpty(name: InputName | 'env', why: string, topic?: Topic): void {
    this.refuse(name, why + this.#unknown(), topic);
  }

  /** Refuses all but the first of some inputs that are set, and of which a step takes one. */
  takeOne([first, ...others]: readonly InputName[]): void {
    for (const other of others)
      this.refuse(other, `cannot be used together with \`${String(first)}\`: give one of them`);
  }

  #unknown(): string {
    if (this.#unknownNamed) return '';
    this.#unknownNamed = true;
    const names = this.runner
      .givenInputs()
      .filter((name) => !Object.hasOwn(table, name))
      .map((name) => `\`${shorten(name, maxName)}\``);
    const some = names.slice(0, maxUnknown);
    if (some.length === 0) return '';
    const are = some.length === 1 ? 'which is no input' : 'which are no inputs';
    return `. The step sets ${some.join(' and ')}, ${are} of this action`;
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
