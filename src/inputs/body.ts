import { Failure } from '../failure.ts';
import type { Method, Payload } from '../http/exchange.ts';
import type { FormPart } from '../http/multipart.ts';
import { filePayload, textPayload } from '../http/payload.ts';
import { parseJson } from '../json.ts';
import { quoted } from '../runner/safe-text.ts';
import { once } from './parsers.ts';
import type { InputReader } from './reader.ts';
import { bodyInputs } from './table.ts';
import { fileToSend, type Workspace } from './workspace.ts';

/** What a step sends. */
export interface BodyPlan {
  readonly payload: Payload;
  readonly contentType: string;
}

/** What has a say in how a body is read. */
export interface BodyContext {
  /** Undefined when it is bad. */
  readonly method: Method | undefined;
  /** The step's own, names in lower case; undefined when they are bad. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** As the workflow wrote it. */
  readonly path: string;
  readonly workspace: Workspace;
}

const json = 'application/json';
const bodiless: ReadonlySet<Method> = new Set<Method>(['GET', 'HEAD']);
type BodyInput = (typeof bodyInputs)[number];

/**
 * Reads what the step sends: text, a file, or a form; one of them at most.
 * @returns undefined when it sends nothing, or an input is bad; the reader knows which
 */
export async function readBody(
  reader: InputReader,
  context: BodyContext,
): Promise<BodyPlan | undefined> {
  const { method } = context;
  const given = bodyInputs.filter((name) => reader.text(name) !== '');
  const [first] = given;
  if (first === undefined) return undefined;
  if (method !== undefined && bodiless.has(method))
    reader.refuse(
      first,
      `cannot be used with ${method}; set \`method\` to POST, PUT, PATCH or DELETE`,
    );
  const isForm = (name: BodyInput): boolean => name === 'form' || name === 'form-files';
  const other = given.find((name) => name !== first && !(isForm(first) && isForm(name)));
  if (other !== undefined)
    reader.refuse(other, `cannot be used together with \`${first}\`: give one of them`);
  if (isForm(first)) return readForm(reader, context);
  return first === 'body' ? readText(reader, context) : readFile(reader, context);
}

async function readText(
  reader: InputReader,
  { headers }: BodyContext,
): Promise<BodyPlan | undefined> {
  const text = reader.value('body') ?? '';
  // With bad headers nobody knows what the body is meant to be.
  if (headers === undefined) return undefined;
  const contentType = headers['content-type'] ?? json;
  return reader.checkLater('body', async () => {
    if (isJsonType(contentType) && parseJson(text) === undefined) {
      const { checkJson } = await import('./json-text.ts');
      const otherwise = 'Quote free text with toJSON(), or set another Content-Type in `headers`';
      checkJson(text, '', otherwise);
    }
    return { payload: textPayload(text), contentType };
  });
}

async function readFile(
  reader: InputReader,
  { headers, path, workspace }: BodyContext,
): Promise<BodyPlan | undefined> {
  return reader.checkLater('body-file', async () => {
    const file = fileToSend(workspace, reader.text('body-file'));
    if (file.size === 0)
      throw new Failure(`${quoted(file.written)} is empty`, {
        hint: 'Look at the step that made it; a call without a body needs no `body-file`',
      });
    if (headers === undefined) return undefined;
    const byName = /\.json$/iu.test(file.path) ? json : 'application/octet-stream';
    const contentType = headers['content-type'] ?? byName;
    if (isJsonType(contentType) && !keepsFiles(path))
      await (await import('./json-text.ts')).checkJsonFile(file);
    return { payload: filePayload(file), contentType };
  });
}

/** Whether a Content-Type is JSON's (RFC 6839 section 3.1 for the longer ones). */
export function isJsonType(contentType: string): boolean {
  return /^application\/(?:[^;]+\+)?json$/iu.test(contentType.split(';')[0]?.trim() ?? '');
}

/** Whether what is sent to a path is data that Qlik keeps as it is, whatever it is called. */
function keepsFiles(path: string): boolean {
  return path
    .replace(/[?#].*$/su, '')
    .split('/')
    .includes('temp-contents');
}

async function readForm(
  reader: InputReader,
  { headers = {}, workspace }: BodyContext,
): Promise<BodyPlan | undefined> {
  if (headers['content-type'] !== undefined)
    reader.refuse('headers', 'sets Content-Type, which a form sets itself');
  const texts = (reader.value('form') ?? []).map(([name, text]): FormPart => ({ name, text }));
  const written = reader.value('form-files') ?? [];
  const files = written.map(([name, path]): FormPart | undefined => {
    const file = reader.check('form-files', () => fileToSend(workspace, path));
    if (file?.size === 0)
      reader.warn(
        'form-files',
        `${quoted(path)} is empty, and is sent empty. If it should have content, look at the step that made it`,
      );
    return file && { name, file };
  });
  const names = texts.map(({ name }) => name);
  reader.check('form', () => {
    once(names);
  });
  reader.check('form-files', () => {
    once([...new Set(names), ...written.map(([name]) => name)]);
  });
  const parts = [...texts, ...files.filter((part) => part !== undefined)];
  const { encodeForm } = await import('../http/multipart.ts');
  return encodeForm(parts);
}
