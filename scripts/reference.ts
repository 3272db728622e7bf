import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/**
 * `npm run reference`: writes into README.md the tables of inputs and outputs from action.yml, and
 * the workflows that it shows from examples/.
 */

interface Manifest {
  inputs: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs: Record<string, { description: string }>;
}

const file = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The text between two markers of the README, replaced. */
function between(text: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: from action.yml -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no markers for ${name}`);
  return `${text.slice(0, from)}${begin}\n\n${table}\n\n${text.slice(to)}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

/** Each example between its markers, whole. @param read gives the text of a file in examples/ */
function withExamples(readme: string, read: (name: string) => string): string {
  return readme.replace(
    /(<!-- example: (\S+) -->\n)[\s\S]*?(<!-- end of example -->)/gu,
    (_, begin: string, name: string, end: string) =>
      `${begin}\n\`\`\`yaml\n${read(name).trim()}\n\`\`\`\n\n${end}`,
  );
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
  const inputRows = Object.entries(inputs).map(([name, input]) => {
    const standard = input.required === true ? 'required' : `\`${input.default ?? ''}\``;
    return row(`\`${name}\``, standard === '``' ? '' : standard, input.description.trim());
  });
  const outputRows = Object.entries(outputs).map(([name, { description }]) =>
    row(`\`${name}\``, description.trim()),
  );
  const inputTable = [row('input', 'default', 'meaning'), row('---', '---', '---'), ...inputRows];
  const outputTable = [row('output', 'meaning'), row('---', '---'), ...outputRows];
  const withInputs = between(readme, 'inputs', inputTable.join('\n'));
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
