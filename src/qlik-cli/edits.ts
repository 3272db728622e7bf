import type { Pair, Range, YAMLMap } from 'yaml';

/** A part of a text, and what is to stand in its place. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** @param edits none of which touches another */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((rest, edit) => rest.slice(0, edit.from) + edit.text + rest.slice(edit.to), text);
}

/**
 * Adds an entry behind the last one of a map that is written over several lines.
 * @param entry its lines, not indented
 * @returns undefined where the map is written otherwise
 */
export function appending(text: string, map: YAMLMap | undefined, entry: string): Edit | undefined {
  const [first] = map?.items ?? [];
  const last = map?.items.at(-1);
  if (map === undefined || map.flow === true || first === undefined || last === undefined)
    return undefined;
  const start = rangeOf(first.key)?.[0];
  const at = endOfLine(text, last);
  if (start === undefined || at === undefined) return undefined;
  const indent = text.slice(startOfLine(text, start), start);
  if (indent.trim() !== '') return undefined;
  const lines = entry.trimEnd().split('\n');
  const missing = at === 0 || text[at - 1] === '\n' ? '' : '\n';
  const added = lines.map((line) => `${indent}${line}\n`).join('');
  return { from: at, to: at, text: missing + added };
}

/** Puts a line before the first entry of a map that is not indented. */
export function prepending(text: string, map: YAMLMap, line: string): Edit | undefined {
  const at = rangeOf(map.items[0]?.key)?.[0];
  if (map.flow === true || at === undefined || startOfLine(text, at) !== at) return undefined;
  return { from: at, to: at, text: line };
}

/** Takes out an entry of a map, its lines whole. */
export function removing(text: string, pair: Pair): Edit | undefined {
  const start = rangeOf(pair.key)?.[0];
  const end = endOfLine(text, pair);
  if (start === undefined || end === undefined) return undefined;
  const from = startOfLine(text, start);
  return text.slice(from, start).trim() === '' ? { from, to: end, text: '' } : undefined;
}

/** Puts another scalar into the place of one. @param scalar as YAML writes it */
export function replacing(node: unknown, scalar: string): Edit | undefined {
  const range = rangeOf(node);
  return range === undefined ? undefined : { from: range[0], to: range[1], text: scalar };
}

function rangeOf(node: unknown): Range | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  return (node.range as Range | null | undefined) ?? undefined;
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Behind the line in which an entry ends, a comment on it included. */
function endOfLine(text: string, { key, value }: Pair): number | undefined {
  const end = (rangeOf(value) ?? rangeOf(key))?.[1];
  if (end === undefined || (end > 0 && text[end - 1] === '\n')) return end;
  const lineBreak = text.indexOf('\n', end);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}
