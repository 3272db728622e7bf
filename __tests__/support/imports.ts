import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';

/** All modules of a folder by path (with `/`), and the modules there that each imports. */
export function importsIn(folder: string): Map<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll('\\', '/'));
  return new Map(
    files.map((file) => [
      file,
      specifiersIn(path.join(folder, file))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => path.posix.join(path.posix.dirname(file), specifier)),
    ]),
  );
}

/** Everything that a module imports: values, types, or lazily. */
function specifiersIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (from !== undefined && ts.isStringLiteralLike(from)) specifiers.push(from.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return specifiers;
}

/** @returns the cycles, as groups of nodes; a node that leads to itself is a group of one */
export function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const reaches = new Map([...graph.keys()].map((node) => [node, reachableFrom(graph, node)]));
  const circles = new Map<string, string[]>();
  for (const node of graph.keys()) {
    if (reaches.get(node)?.has(node) !== true) continue;
    const members = [...graph.keys()].filter(
      (other) => reaches.get(node)?.has(other) === true && reaches.get(other)?.has(node) === true,
    );
    circles.set(members.join(), members);
  }
  return [...circles.values()];
}

function reachableFrom(graph: ReadonlyMap<string, readonly string[]>, start: string): Set<string> {
  const reached = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(...(graph.get(node) ?? []));
  }
  return reached;
}
