import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { objectionsTo, type Workflow, workflowsIn } from './support/lint.ts';
import { actionFolder } from './support/manifest.ts';

const text = (name: string): string => readFileSync(path.join(actionFolder, name), 'utf8');

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(path.join(actionFolder, folder));
  return names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
}

const files = [...filesIn('.github/workflows', '.yml'), ...filesIn('examples', '.yml')];
const actions = ['action.yml', '.github/actions/who-am-i/action.yml'];
const documents = ['README.md', ...filesIn('docs', '.md')];

const workflow = (inputs: string, more = ''): Workflow => ({
  path: 'a workflow',
  text: `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: OWNER/REPO@v1\n${inputs}${more}`,
});

describe('workflows, checked as GitHub and actionlint check them', () => {
  it('those of this repository, the examples and the documents are valid', async () => {
    const written = [...actions, ...files].map((name) => ({ path: name, text: text(name) }));
    const shown = documents.flatMap((name) => workflowsIn(name, text(name)));
    expect(written.length).toBeGreaterThan(40);
    expect(shown.length).toBeGreaterThan(5);
    expect(await objectionsTo([...written, ...shown])).toEqual([]);
  });

  it('invalid ones are reported', async () => {
    const good = '        with:\n          tenant-url: acme.eu.qlikcloud.com\n';
    const wrong: Record<string, [Workflow, string]> = {
      'an input that the action has not': [workflow(good, '          paht: /api\n'), "'paht'"],
      'no tenant': [workflow('        with:\n          path: /api\n'), 'tenant-url'],
      'an expression that is none': [
        workflow(good, '        env: { A: "${{ toJSON( }}" }\n'),
        'end of expression',
      ],
      'an output of a step that is not there': [
        workflow(good, '        env: { A: "${{ steps.none.outputs.a }}" }\n'),
        'none',
      ],
    };
    const typo = workflow(good).text.replace('ubuntu-latest', 'ubuntu-lates');
    wrong['a runner that GitHub has not'] = [{ path: '', text: typo }, 'ubuntu-lates'];
    expect(await objectionsTo([workflow(good)])).toEqual([]);
    const all = Object.entries(wrong).map(([path, [one]]) => ({ ...one, path }));
    const found = await objectionsTo(all);
    for (const [path, [, word]] of Object.entries(wrong)) {
      const messages = found.filter((one) => one.path === path).map(({ message }) => message);
      expect([path, messages.join('\n')]).toEqual([path, expect.stringContaining(word)]);
    }
  });
});
