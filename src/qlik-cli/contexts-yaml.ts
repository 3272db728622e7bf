import { isDeepStrictEqual } from 'node:util';
import * as yaml from 'yaml';
import type { Document, Pair, Range, YAMLMap } from 'yaml';
import { Failure } from '../failure.ts';

/** Levels of nesting: qlik-cli's own files have four, and the library fails on very deep ones. */
const maxDepth = 100;

/** Does not fold lines: neither those of others nor a long token. */
const unfolded = { lineWidth: 0 } as const;

/**
 * Reads every value as text, so that what is not ours is written back unchanged; skips checks that a
 * crafted file could make slow; and logs no warnings, which could show the file's content.
 */
const asText = {
  schema: 'failsafe',
  uniqueKeys: false,
  prettyErrors: false,
  mapAsMap: true,
  logLevel: 'silent',
} as const;

/** A range of the text, and its replacement. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Edits the YAML of qlik-cli's contexts. What is not ours, including comments, stays as it is.
 * @see https://qlik.dev/toolkits/qlik-cli/context/
 */
export class Contexts {
  readonly #document: Document;
  readonly #root: YAMLMap;
  readonly #text: string;
  /** Every change so far, as an edit of the text; undefined for one that is only in the document. */
  readonly #edits: (Edit | undefined)[] = [];

  /**
   * @param text the file's; empty if there is no file
   * @throws Failure if it is not a file as qlik-cli writes it; the message shows none of it
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

  /** The name of the current context, which may not exist; undefined if no context is current. */
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

  /** The `Authorization` of a context; undefined if there is no such context, or if it has none. */
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

  /** Whether the file can be removed: it has no other context or setting, and no comment. */
  get empty(): boolean {
    const { items } = this.#root;
    return items.length < 2 && ['contexts: {}', '{}'].includes(this.#document.toString().trim());
  }

  /**
   * The file's new text. The library keeps comments, but moves some and reformats the rest. So if our
   * edits of the text give the same data, they are used, and everything else stays as it was.
   */
  toString(): string {
    const edits = this.#edits.filter((edit) => edit !== undefined);
    // From the end, so that positions stay valid; edits do not overlap.
    const text = edits
      .sort((a, b) => b.from - a.from)
      .reduce(
        (rest, edit) => rest.slice(0, edit.from) + edit.text + rest.slice(edit.to),
        this.#text,
      );
    try {
      const isComplete = edits.length === this.#edits.length;
      const now: unknown = this.#document.toJS({ mapAsMap: true });
      if (isComplete && isDeepStrictEqual(yaml.parse(text, asText), now)) return text;
    } catch {
      // The data cannot be compared, for example because of too many aliases.
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

  /** Compares names as text, as qlik-cli does: one may look like a number or a boolean. */
  #pair(name: string): Pair | undefined {
    return this.#contexts()?.items.find(({ key }) => this.#textOf(key) === name);
  }

  #textOf(key: unknown): string {
    return yaml.isScalar(key) ? (key.source ?? String(key.value)) : String(key);
  }
}

/** The value of the header that qlik-cli sends. */
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
    throw new Failure('it contains several YAML documents; merge them into one');
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
    // The library limits depth in some places only; elsewhere the stack overflows.
    throw error instanceof RangeError ? tooDeep() : new Failure('it is not YAML');
  }
}

function tooDeep(): Failure {
  return new Failure('it is nested too deeply');
}

/**
 * Adds an entry after the last one of a map in block style.
 * @param entry its lines, not indented
 * @returns undefined if the map is in another style
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

/** Inserts a line before the first entry of a map that is not indented; undefined for another map. */
function prepending(text: string, map: YAMLMap, line: string): Edit | undefined {
  const at = rangeOf(map.items[0]?.key)?.[0];
  if (map.flow === true || at === undefined || startOfLine(text, at) !== at) return undefined;
  return { from: at, to: at, text: line };
}

/** Removes an entry of a map, with its whole lines; undefined if it shares its first line. */
function removing(text: string, pair: Pair | undefined): Edit | undefined {
  const start = rangeOf(pair?.key)?.[0];
  const end = endOfLine(text, pair);
  if (start === undefined || end === undefined) return undefined;
  const from = startOfLine(text, start);
  return text.slice(from, start).trim() === '' ? { from, to: end, text: '' } : undefined;
}

/** Replaces a scalar. @param scalar as it is written in YAML */
function replacing(node: unknown, scalar: string): Edit | undefined {
  const [from, to] = rangeOf(node) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to, text: scalar };
}

/** The position of a node in the text; undefined for a new node. */
function rangeOf(node: unknown): Range | undefined {
  return yaml.isNode(node) ? (node.range ?? undefined) : undefined;
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The position after the last line of an entry, including a comment on that line. */
function endOfLine(text: string, pair: Pair | undefined): number | undefined {
  const end = (rangeOf(pair?.value) ?? rangeOf(pair?.key))?.[1];
  if (end === undefined || (end > 0 && text[end - 1] === '\n')) return end;
  const lineBreak = text.indexOf('\n', end);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}
