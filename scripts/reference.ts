import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMap, isScalar, parse, parseDocument } from 'yaml';

/**
 * `npm run reference`: writes the tables of inputs and outputs in README.md from action.yml, and the
 * workflows that README.md shows from examples/.
 */

interface Input {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

interface Manifest {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

/** Inputs that belong together. */
interface Group {
  readonly title: string;
  /** What they are for, in a sentence or two. */
  readonly sentence: string;
  readonly names: readonly string[];
}

const file = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Replaces the text between two markers of the README. */
function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: from action.yml -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no markers for ${name}`);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** Replaces each example between its markers. @param read gives the text of a file in examples/ */
function withExamples(readme: string, read: (name: string) => string): string {
  return readme.replace(
    /(<!-- example: (\S+) -->\n)[\s\S]*?(<!-- end of example -->)/gu,
    (_, begin: string, name: string, end: string) =>
      `${begin}\n\`\`\`yaml\n${read(name).trim()}\n\`\`\`\n\n${end}`,
  );
}

/** @returns the groups of inputs: each begins with a comment in action.yml, `# Title: sentence` */
export function groupsOf(actionYml: string): readonly Group[] {
  const inputs = parseDocument(actionYml).get('inputs');
  if (!isMap(inputs)) throw new Error('action.yml has no inputs');
  const groups: { title: string; sentence: string; names: string[] }[] = [];
  for (const [index, { key }] of inputs.items.entries()) {
    if (!isScalar(key)) throw new Error('action.yml has an input without a name');
    // The parser hands a comment before the first entry to the map itself.
    const comment = key.commentBefore ?? (index === 0 ? inputs.commentBefore : undefined);
    const [, title, sentence] = /^ ([^:]+): ([^]+)$/u.exec(comment ?? '') ?? [];
    if (title !== undefined && sentence !== undefined)
      groups.push({ title, sentence: sentence.replaceAll('\n', ''), names: [] });
    const group = groups.at(-1);
    if (group === undefined) throw new Error('the first input of action.yml has no group');
    group.names.push(String(key.value));
  }
  return groups;
}

function inputRow(name: string, { required, default: standard, description }: Input): string {
  const value = standard === undefined ? '' : `\`${standard}\``;
  return row(`\`${name}\``, required === true ? 'required' : value, description.trim());
}

/**
 * @param read gives the text of a file in examples/
 * @returns the README as it should be
 */
export function withReference(
  readme: string,
  actionYml: string,
  read: (name: string) => string,
): string {
  const { inputs, outputs } = parse(actionYml) as Manifest;
  const header = [row('input', 'default', 'meaning'), row('---', '---', '---')];
  const inputTables = groupsOf(actionYml).map(({ title, sentence, names }) => {
    const rows = names.flatMap((name) => {
      const input = inputs[name];
      return input === undefined ? [] : [inputRow(name, input)];
    });
    return `### ${title}\n\n${sentence}\n\n${[...header, ...rows].join('\n')}`;
  });
  const outputTable = [
    row('output', 'meaning'),
    row('---', '---'),
    ...Object.entries(outputs).map(([name, { description }]) =>
      row(`\`${name}\``, description.trim()),
    ),
  ];
  const withInputs = between(readme, 'inputs', inputTables.join('\n\n'));
  return withExamples(between(withInputs, 'outputs', outputTable.join('\n')), read);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const readme = read('README.md');
  writeFileSync(
    file('README.md'),
    withReference(readme, read('action.yml'), (name) => read(`examples/${name}`)),
  );
}
