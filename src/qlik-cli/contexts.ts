import { isDeepStrictEqual } from 'node:util';
import * as yaml from 'yaml';
import type { Document, Pair, YAMLMap } from 'yaml';
import { Failure } from '../failure.ts';
import { appending, type Edit, edited, prepending, removing, replacing } from './edits.ts';

/** Qlik-cli's own files have four; what is much deeper breaks the library. */
const maxDepth = 100;

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
  readonly #document: Document;
  readonly #root: YAMLMap;
  readonly #text: string;
  /** What has been done, as changes of the text; undefined where that cannot be said. */
  readonly #edits: (Edit | undefined)[] = [];

  private constructor(text: string, document: Document, root: YAMLMap) {
    this.#text = text;
    this.#document = document;
    this.#root = root;
  }

  /**
   * @param text of the file; empty when there is none
   * @throws Failure when it is not the file that qlik-cli writes; it shows nothing of it
   */
  static parse(text: string): Contexts {
    const document = parsed(text);
    document.contents ??= new yaml.YAMLMap(document.schema);
    const root = document.contents;
    if (!yaml.isMap(root)) throw new Failure('it is not a map of contexts');
    const contexts = new Contexts(text, document, root);
    const all = root.get('contexts', true);
    if (all !== undefined && !isNull(all) && !yaml.isMap(all))
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
    const line = yaml.stringify({ 'current-context': name });
    this.#edits.push(
      pair === undefined
        ? prepending(this.#text, this.#root, line)
        : replacing(pair.value, yaml.stringify(name).trim()),
    );
    this.#root.set('current-context', name);
  }

  has(name: string): boolean {
    return this.#pair(name) !== undefined;
  }

  /** What a context authorizes itself with; undefined when there is none of that name, or nothing. */
  authorization(name: string): string | undefined {
    const node = this.#authorization(name);
    return yaml.isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
  }

  put(name: string, { server, token }: Context): void {
    const context = {
      server,
      'server-type': 'cloud',
      headers: { Authorization: authorizationOf(token) },
    };
    const pair = this.#pair(name);
    const entry = yaml.stringify({ [name]: context }, unfolded);
    this.#edits.push(
      pair === undefined
        ? appending(this.#text, this.#contexts(), entry)
        : replacing(this.#authorization(name), context.headers.Authorization),
    );
    const all = this.#contexts() ?? new yaml.YAMLMap(this.#document.schema);
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
    const { items } = this.#root;
    return items.length < 2 && ['contexts: {}', '{}'].includes(this.#document.toString().trim());
  }

  /**
   * The file's text. The library keeps comments, but moves some and writes some things in its own
   * way: where our changes of the text come to the same, the rest stays as it was to the letter.
   */
  toString(): string {
    const edits = this.#edits.filter((edit) => edit !== undefined);
    const text = edited(this.#text, edits);
    const isAll = edits.length === this.#edits.length;
    return isAll && this.#means(text) ? text : this.#document.toString(unfolded);
  }

  /** Whether a text comes to what is here by now. */
  #means(text: string): boolean {
    try {
      const { mapAsMap } = asText;
      return isDeepStrictEqual(yaml.parse(text, asText), this.#document.toJS({ mapAsMap }));
    } catch {
      // More references than anybody follows, say.
      return false;
    }
  }

  #authorization(name: string): unknown {
    const context = this.#pair(name)?.value;
    return yaml.isMap(context) ? context.getIn(['headers', 'Authorization'], true) : undefined;
  }

  #contexts(): YAMLMap | undefined {
    const all = this.#root.get('contexts', true);
    return yaml.isMap(all) ? all : undefined;
  }

  /** A name may look like a number or a boolean: qlik-cli reads it as text. */
  #pair(name: string): Pair | undefined {
    return this.#contexts()?.items.find(({ key }) => this.#textOf(key) === name);
  }

  #textOf(key: unknown): string {
    return yaml.isScalar(key) ? (key.source ?? String(key.value)) : String(key);
  }
}

/** As qlik-cli sends it. */
export function authorizationOf(token: string): string {
  return `Bearer ${token}`;
}

function parsed(text: string): Document {
  const [document, second] = documentsIn(text);
  const [error] = document?.errors ?? [];
  if (error?.code === 'RESOURCE_EXHAUSTION') throw tooDeep();
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new Failure(`it is not YAML (line ${String(line)})`);
  }
  if (second !== undefined)
    throw new Failure('it holds several documents, one after the other; make them one');
  if (document === undefined) return yaml.parseDocument(text, asText);
  refuseDepth(document.contents);
  return document;
}

function documentsIn(text: string): readonly Document.Parsed[] {
  try {
    return yaml.parseAllDocuments(text, asText);
  } catch (error) {
    // The library guards itself against depth in some places only.
    throw error instanceof RangeError ? tooDeep() : new Failure('it is not YAML');
  }
}

/** Level by level: what is nested deeply breaks whatever calls itself for it. */
function refuseDepth(root: unknown): void {
  let level = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw tooDeep();
    level = level.flatMap((node) => {
      if (yaml.isCollection(node)) return node.items;
      return yaml.isPair(node) ? [node.key, node.value] : [];
    });
  }
}

function tooDeep(): Failure {
  return new Failure('it is nested too deeply');
}

function isNull(node: unknown): boolean {
  return yaml.isScalar(node) && (node.value === null || node.value === '');
}
