import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';

/** A workflow, and where it is from. */
export interface Workflow {
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a workflow. */
export interface Objection {
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * Checks workflows, including the inputs of our action, with GitHub's own language service and with
 * actionlint. Uses no network: third-party actions are not looked up.
 *
 * @returns the findings; empty if there are none
 */
export async function objectionsTo(workflows: readonly Workflow[]): Promise<Objection[]> {
  const program = path.join(import.meta.dirname, 'lint-workflows.ts');
  const running = promisify(execFile)(process.execPath, ['--no-warnings', program], {
    maxBuffer: 16 * 1024 * 1024,
  });
  running.child.stdin?.end(JSON.stringify(workflows));
  const { stdout, stderr } = await running;
  // The language service tells of a fault of its own there, and then objects to nothing.
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as Objection[];
}

const margin = (text: string): string => /^ */u.exec(text)?.[0] ?? '';

/** The lines before steps that make them a workflow. */
const around = ['on: push', 'jobs:', '  job:', '    runs-on: ubuntu-latest', '    steps:'];

/** The lines before inputs that make them a step. */
const stepAround = ['- uses: OWNER/REPO@v1', '  with:', '    tenant-url: ${{ vars.QLIK_TENANT }}'];

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gmu, ' '.repeat(by));
}

/** Makes a workflow from a document's snippet: a workflow, steps, or the inputs of a step. */
function whole(block: string): string {
  if (/^on:/mu.test(block)) return block;
  const steps = block.startsWith('- ') ? block : [...stepAround, indented(block, 4)].join('\n');
  return [...around, indented(steps, 6)].join('\n');
}

/**
 * @param name a document in Markdown
 * @returns its snippets of workflows, except single lines with a `<placeholder>`
 */
export function workflowsIn(name: string, markdown: string): Workflow[] {
  return [...markdown.matchAll(/^ *```yaml\n(.*?)^ *```$/gmsu)].flatMap(
    ({ 1: block = '', index }) => {
      if (block.includes('@<')) return [];
      const line = markdown.slice(0, index).split('\n').length;
      const text = block.replace(new RegExp(`^${margin(block)}`, 'gmu'), '');
      return [{ path: `${name}, line ${String(line)}`, text: whole(text) }];
    },
  );
}
