import { isDeepStrictEqual } from 'node:util';
import type { Document, Pair, YAMLMap } from 'yaml';
import { Failure } from '../failure.ts';
import { appending, type Edit, edited, prepending, removing, replacing } from './edits.ts';

type Yaml = typeof import('yaml');

/** Lines are not folded: neither others' nor a long token. */
const unfolded = { lineWidth: 0 } as const;

/**
 * Everything is text, so that what is not ours comes out as it went in; nothing is looked for that
 * takes long in a file that somebody made to take long; and no warning shows what the file holds.
 */
const asText = {
  schema: 'failsafe',
  uniqueKeys: false,
  prettyErrors: false,
  mapAsMap: true,
  logLevel: 'silent',
} as const;

/** What a context of qlik-cli's holds. */
export interface Context {
  /** The tenant's origin. */
  readonly server: string;
  readonly token: string;
}

/**
 * The contexts of qlik-cli, as its file has them. What is not ours, comments too, stays as it is.
 * @see https://qlik.dev/toolkits/qlik-cli/context/
 */
export class Contexts {
  readonly #yaml: Yaml;
  readonly #document: Document;
  readonly #root: YAMLMap;
  readonly #text: string;
  /** What has been done, as changes of the text; undefined where that cannot be said. */
  readonly #edits: (Edit | undefined)[] = [];

  private constructor(yaml: Yaml, text: string, document: Document, root: YAMLMap) {
    this.#text = text;
    this.#yaml = yaml;
    this.#document = document;
    this.#root = root;
  }

  /**
   * @param text of the file; empty when there is none
   * @throws Failure when it is not the file that qlik-cli writes; it shows nothing of it
   */
  static async parse(text: string): Promise<Contexts> {
    const yaml = await import('yaml');
    const document = parsed(yaml, text);
    document.contents ??= new yaml.YAMLMap(document.schema);
    const root = document.contents;
    if (!yaml.isMap(root)) throw new Failure('it is not a map of contexts');
    const contexts = new Contexts(yaml, text, document, root);
    const all = root.get('contexts', true);
    if (all !== undefined && !isNull(yaml, all) && !yaml.isMap(all))
      throw new Failure('its `contexts` are not a map');
    return contexts;
  }

  /** The name of the current context, which may be that of none; undefined when none is named. */
  get current(): string | undefined {
    const current = this.#root.get('current-context');
    return typeof current === 'string' ? current : undefined;
  }

  set current(name: string | undefined) {
    const pair = this.#root.items.find(({ key }) => this.#textOf(key) === 'current-context');
    if (name === undefined) {
      if (pair !== undefined) this.#edits.push(removing(this.#text, pair));
      this.#root.delete('current-context');
      return;
    }
    const line = this.#yaml.stringify({ 'current-context': name });
    this.#edits.push(
      pair === undefined
        ? prepending(this.#text, this.#root, line)
        : replacing(pair.value, this.#yaml.stringify(name).trim()),
    );
    this.#root.set('current-context', name);
  }

  has(name: string): boolean {
    return this.#pair(name) !== undefined;
  }

  /** What a context authorizes itself with; undefined when there is none of that name, or nothing. */
  authorization(name: string): string | undefined {
    const node = this.#authorization(name);
    return this.#yaml.isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
  }

  put(name: string, { server, token }: Context): void {
    const context = {
      server,
      'server-type': 'cloud',
      headers: { Authorization: authorizationOf(token) },
    };
    const pair = this.#pair(name);
    const entry = this.#yaml.stringify({ [name]: context }, unfolded);
    this.#edits.push(
      pair === undefined
        ? appending(this.#text, this.#contexts(), entry)
        : replacing(this.#authorization(name), context.headers.Authorization),
    );
    const all = this.#contexts() ?? new this.#yaml.YAMLMap(this.#document.schema);
    if (all.items.length === 0) all.flow = false;
    all.set(pair?.key ?? name, this.#document.createNode(context));
    this.#root.set('contexts', all);
  }

  remove(name: string): void {
    const pair = this.#pair(name);
    if (pair === undefined) return;
    this.#edits.push(removing(this.#text, pair));
    this.#contexts()?.delete(pair.key);
  }

  /** Whether nothing is left that anybody would miss: no other context or setting, and no comment. */
  get empty(): boolean {
    return ['contexts: {}', '{}'].includes(this.#document.toString().trim());
  }

  /**
   * The file's text. The library keeps comments, but moves some and writes some things in its own
   * way: where our changes of the text come to the same, the rest stays as it was to the letter.
   */
  toString(): string {
    const rewritten = this.#document.toString(unfolded);
    const edits = this.#edits.filter((edit) => edit !== undefined);
    if (edits.length < this.#edits.length) return rewritten;
    const text = edited(this.#text, edits);
    const wanted = this.#read(rewritten);
    return wanted !== undefined && isDeepStrictEqual(this.#read(text), wanted) ? text : rewritten;
  }

  #read(text: string): unknown {
    try {
      return this.#yaml.parse(text, asText);
    } catch {
      return undefined;
    }
  }

  #authorization(name: string): unknown {
    const context = this.#pair(name)?.value;
    return this.#yaml.isMap(context)
      ? context.getIn(['headers', 'Authorization'], true)
      : undefined;
  }

  #contexts(): YAMLMap | undefined {
    const all = this.#root.get('contexts', true);
    return this.#yaml.isMap(all) ? all : undefined;
  }

  /** A name may look like a number or a boolean: qlik-cli reads it as text. */
  #pair(name: string): Pair | undefined {
    return this.#contexts()?.items.find(({ key }) => this.#textOf(key) === name);
  }

  #textOf(key: unknown): string {
    return this.#yaml.isScalar(key) ? (key.source ?? String(key.value)) : String(key);
  }
}

/** As qlik-cli sends it. */
export function authorizationOf(token: string): string {
  return `Bearer ${token}`;
}

function parsed(yaml: Yaml, text: string): Document {
  let document: Document.Parsed | undefined;
  try {
    document = yaml.parseDocument(text, asText);
  } catch {
    // Nested too deeply, say.
  }
  const [error] = document?.errors ?? [];
  if (document !== undefined && error === undefined) return document;
  const before = error === undefined ? undefined : text.slice(0, error.pos[0]);
  const line = before === undefined ? '' : ` (line ${String(before.split('\n').length)})`;
  throw new Failure(`it is not YAML${line}`);
}

function isNull(yaml: Yaml, node: unknown): boolean {
  return yaml.isScalar(node) && (node.value === null || node.value === '');
}
