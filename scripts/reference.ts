import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** `npm run reference`: writes the tables of inputs and outputs in README.md from action.yml. */

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

/** @returns the README as it should be */
export function withReference(readme: string, actionYml: string): string {
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
  return between(withInputs, 'outputs', outputTable.join('\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = readFileSync(file('README.md'), 'utf8');
  writeFileSync(file('README.md'), withReference(readme, readFileSync(file('action.yml'), 'utf8')));
}
