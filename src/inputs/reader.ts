import { Failure } from '../failure.ts';
import type { Expression } from '../response/expression.ts';
import { linksFrom, type Topic } from '../troubleshooting.ts';
import type { Runner } from '../runner/runner.ts';
import { shorten } from '../runner/safe-text.ts';
import { type InputName, type Row, table, type Value } from './table.ts';

/** How many unknown inputs an error names, and how much of each name. */
const maxStrangers = 3;
const maxName = 60;

/**
 * Reads inputs and gathers what is wrong with them, so that one run names all that is to be mended.
 * Secrets are masked as they are read.
 */
export class InputReader {
  readonly #runner: Runner;
  #strangersTold = false;
  readonly #problems: { readonly told: string; readonly topic: Topic | undefined }[] = [];

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** The text of an input; empty when it is not set. */
  text(name: InputName): string {
    const row: Row = table[name];
    const written = this.#runner.getInput(name);
    const value = row.asWritten === true ? written : written.trim();
    // A short text is no key, and masked it would star the whole log.
    if (row.secret === true && value.length >= (row.minMasked ?? 1)) this.#runner.setSecret(value);
    return value;
  }

  /** Whether an input says anything but its default. */
  isSet(name: InputName): boolean {
    const row: Row = table[name];
    const written = this.text(name);
    return written !== '' && written.toUpperCase() !== row.default?.toUpperCase();
  }

  /** The parsed input, or its default; undefined when there is neither, or when it is bad. */
  value<N extends InputName>(name: N): Value<N> | undefined {
    const row: Row = table[name];
    const written = this.text(name) || row.default;
    if (written === undefined) return undefined;
    return this.check(name, () => row.parse(written) as Value<N>);
  }

  /** Does a check; its Failure becomes a problem of the input, and the result undefined. */
  check<T>(name: InputName | 'env', work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.refuse(name, error.told, error.topic);
      return undefined;
    }
  }

  /** The same for a check that takes time. */
  async checkLater<T>(name: InputName, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.refuse(name, error.told, error.topic);
      return undefined;
    }
  }

  /** Parses a JMESPath expression. @throws Failure that says what is wrong with it */
  async expression(text: string): Promise<Expression> {
    const { parseExpression } = await import('../response/expression.ts');
    return parseExpression(text, this.#runner);
  }

  /** Notes that an input is bad, and why. @param topic where more is written about it */
  refuse(name: InputName | 'env', why: string, topic?: Topic): void {
    this.#problems.push({ told: name === 'env' ? why : `\`${name}\`: ${why}`, topic });
  }

  /**
   * The same of one that is required and empty: the first time with what the step sets that is no
   * input of ours, for that may be its name misspelt.
   */
  refuseEmpty(name: InputName | 'env', why: string, topic?: Topic): void {
    this.refuse(name, why + this.#strangers(), topic);
  }

  /** Tells at once of what a person should look at, and goes on. */
  warn(name: InputName, what: string): void {
    this.#runner.warning(`\`${name}\`: ${what}`);
  }

  #strangers(): string {
    if (this.#strangersTold) return '';
    this.#strangersTold = true;
    const names = this.#runner
      .givenInputs()
      .filter((name) => !Object.hasOwn(table, name))
      .map((name) => `\`${shorten(name, maxName)}\``);
    const some = names.slice(0, maxStrangers);
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
      throw new Failure(`Bad input: ${first.told}`, { topic: first.topic, title });
    const link = linksFrom((name) => this.#runner.env(name));
    const lines = this.#problems.map(({ told, topic }) =>
      topic === undefined ? told : `${told}; see ${link(topic)}`,
    );
    throw new Failure([`${String(lines.length)} bad inputs:`, ...lines].join('\n- '), { title });
  }
}
