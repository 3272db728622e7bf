import { isDeepStrictEqual } from 'node:util';
import * as yaml from 'yaml';
import type { Document, Pair, Range, YAMLMap } from 'yaml';
import { Failure } from '../failure.ts';

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

/** A part of a text, and what is to stand in its place. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
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

  /**
   * @param text of the file; empty when there is none
   * @throws Failure when it is not the file that qlik-cli writes; it shows nothing of it
   */
  constructor(text: string) {
    this.#text = text;
    this.#document = parsed(text);
    this.#document.contents ??= new yaml.YAMLMap(this.#document.schema);
    if (!yaml.isMap(this.#document.contents)) throw new Failure('it is not a map of contexts');
    this.#root = this.#document.contents;
    const all = this.#root.get('contexts', true);
    const isNone = all === undefined || (yaml.isScalar(all) && !all.value);
    if (!isNone && !yaml.isMap(all)) throw new Failure('its `contexts` are not a map');
  }

  /** The name of the current context, which may be that of none; undefined when none is named. */
  get current(): string | undefined {
    const current = this.#root.get('current-context');
    return typeof current === 'string' ? current : undefined;
  }

  set current(name: string | undefined) {
    const pair = this.#root.items.find(({ key }) => this.#textOf(key) === 'current-context');
    if (name === undefined) {
      this.#edits.push(removing(this.#text, pair));
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

  /** @param server the tenant's origin */
  put(name: string, server: string, token: string): void {
    const headers = { Authorization: authorizationOf(token) };
    const context = { server, 'server-type': 'cloud', headers };
    const pair = this.#pair(name);
    const entry = yaml.stringify({ [name]: context }, unfolded);
    this.#edits.push(
      pair === undefined
        ? appending(this.#text, this.#contexts(), entry)
        : replacing(this.#authorization(name), headers.Authorization),
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
    // None touches another.
    const text = edits
      .sort((a, b) => b.from - a.from)
      .reduce(
        (rest, edit) => rest.slice(0, edit.from) + edit.text + rest.slice(edit.to),
        this.#text,
      );
    try {
      const isAll = edits.length === this.#edits.length;
      const now: unknown = this.#document.toJS({ mapAsMap: true });
      if (isAll && isDeepStrictEqual(yaml.parse(text, asText), now)) return text;
    } catch {
      // More references than anybody follows, say.
    }
    return this.#document.toString(unfolded);
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
  yaml.visit(document, (_, __, { length: depth }) => {
    if (depth > maxDepth) throw tooDeep();
  });
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

function tooDeep(): Failure {
  return new Failure('it is nested too deeply');
}

/**
 * Adds an entry behind the last one of a map that is written over several lines.
 * @param entry its lines, not indented
 * @returns undefined where the map is written otherwise
 */
function appending(text: string, map: YAMLMap | undefined, entry: string): Edit | undefined {
  const start = rangeOf(map?.items[0]?.key)?.[0];
  const at = endOfLine(text, map?.items.at(-1));
  if (map?.flow === true || start === undefined || at === undefined) return undefined;
  const indent = text.slice(startOfLine(text, start), start);
  if (indent.trim() !== '') return undefined;
  const missing = at === 0 || text[at - 1] === '\n' ? '' : '\n';
  return { from: at, to: at, text: missing + entry.replaceAll(/^(?=.)/gmu, indent) };
}

/** Puts a line before the first entry of a map that is not indented. */
function prepending(text: string, map: YAMLMap, line: string): Edit | undefined {
  const at = rangeOf(map.items[0]?.key)?.[0];
  if (map.flow === true || at === undefined || startOfLine(text, at) !== at) return undefined;
  return { from: at, to: at, text: line };
}

/** Takes out an entry of a map, its lines whole. */
function removing(text: string, pair: Pair | undefined): Edit | undefined {
  const start = rangeOf(pair?.key)?.[0];
  const end = endOfLine(text, pair);
  if (start === undefined || end === undefined) return undefined;
  const from = startOfLine(text, start);
  return text.slice(from, start).trim() === '' ? { from, to: end, text: '' } : undefined;
}

/** Puts another scalar into the place of one. @param scalar as YAML writes it */
function replacing(node: unknown, scalar: string): Edit | undefined {
  const [from, to] = rangeOf(node) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to, text: scalar };
}

/** Where a node stands in the text; undefined for one that is new. */
function rangeOf(node: unknown): Range | undefined {
  return yaml.isNode(node) ? (node.range ?? undefined) : undefined;
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Behind the line in which an entry ends, a comment on it included. */
function endOfLine(text: string, pair: Pair | undefined): number | undefined {
  const end = (rangeOf(pair?.value) ?? rangeOf(pair?.key))?.[1];
  if (end === undefined || (end > 0 && text[end - 1] === '\n')) return end;
  const lineBreak = text.indexOf('\n', end);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}
