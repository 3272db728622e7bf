import { Failure } from '../failure.ts';
import type { FormPart } from '../http/multipart.ts';
import { filePayload, textPayload, type TypedPayload } from '../http/payload.ts';
import { parseJson } from '../json.ts';
import { quoted } from '../runner/text.ts';
import { once } from './parsers.ts';
import type { InputName, Inputs } from './inputs.ts';

const json = 'application/json';

/**
 * Reads what the step sends: text, a file, or a form; one of them at most.
 * @returns undefined when it sends nothing, or an input is bad; the inputs know which
 */
export async function readBody(inputs: Inputs): Promise<TypedPayload | undefined> {
  const method = inputs.value('method');
  const given = inputs.given('body');
  const [first] = given;
  if (first === undefined) return undefined;
  if (method === 'GET' || method === 'HEAD')
    inputs.refuse(
      first,
      `cannot be used with ${method}; set \`method\` to POST, PUT, PATCH or DELETE`,
    );
  const isForm = (name: InputName): boolean => name === 'form' || name === 'form-files';
  const other = given.find((name) => name !== first && !(isForm(first) && isForm(name)));
  if (other !== undefined) inputs.takeOne([first, other]);
  if (isForm(first)) return readForm(inputs);
  const read = first === 'body' ? readText(inputs) : readFile(inputs);
  return inputs.checkLater(first, read);
}

/** With bad headers nobody knows what the body is meant to be. */
async function readText(inputs: Inputs): Promise<TypedPayload | undefined> {
  const text = inputs.text('body');
  const headers = inputs.value('headers');
  if (headers === undefined) return undefined;
  const contentType = headers['content-type'] ?? json;
  if (isJsonType(contentType) && parseJson(text) === undefined) {
    const { checkJson } = await import('./json-check.ts');
    const otherwise = 'Quote free text with toJSON(), or set another Content-Type in `headers`';
    checkJson(text, '', otherwise);
  }
  return { payload: textPayload(text), contentType };
}

async function readFile(inputs: Inputs): Promise<TypedPayload | undefined> {
  const { fileToSend } = await import('./files.ts');
  const file = fileToSend(inputs.runner, inputs.text('body-file'));
  if (file.size === 0)
    throw new Failure(`${quoted(file.written)} is empty`, {
      hint: 'Look at the step that made it; a call without a body needs no `body-file`',
    });
  const headers = inputs.value('headers');
  if (headers === undefined) return undefined;
  const byName = /\.json$/iu.test(file.path) ? json : 'application/octet-stream';
  const contentType = headers['content-type'] ?? byName;
  if (isJsonType(contentType) && !keepsFiles(inputs.text('path')))
    await (await import('./json-check.ts')).checkJsonFile(file);
  return { payload: filePayload(file), contentType };
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

async function readForm(inputs: Inputs): Promise<TypedPayload | undefined> {
  if (inputs.value('headers')?.['content-type'] !== undefined)
    inputs.refuse('headers', 'sets Content-Type, which a form sets itself');
  const texts = (inputs.value('form') ?? []).map(([name, text]): FormPart => ({ name, text }));
  const written = inputs.value('form-files') ?? [];
  const files = written.length === 0 ? [] : await filesIn(inputs, written);
  const names = texts.map(({ name }) => name);
  inputs.check('form', () => {
    once(names);
  });
  inputs.check('form-files', () => {
    once([...new Set(names), ...written.map(([name]) => name)]);
  });
  const { encodeForm } = await import('../http/multipart.ts');
  return encodeForm([...texts, ...files]);
}

async function filesIn(
  inputs: Inputs,
  written: readonly (readonly [name: string, path: string])[],
): Promise<FormPart[]> {
  const { fileToSend } = await import('./files.ts');
  return written.flatMap(([name, path]) => {
    const file = inputs.check('form-files', () => fileToSend(inputs.runner, path));
    if (file?.size === 0)
      inputs.runner.warning(
        `\`form-files\`: ${quoted(path)} is empty, and is sent empty. If it should have content, look at the step that made it`,
      );
    return file === undefined ? [] : [{ name, file }];
  });
}
