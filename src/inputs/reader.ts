import { Failure } from '../failure.ts';
import type { Runner } from '../runner/runner.ts';
import { shorten } from '../runner/text.ts';
import { linksFrom, type Topic } from '../troubleshooting.ts';
import { type Group, type InputName, type Row, rows, table, type Value } from './table.ts';

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
