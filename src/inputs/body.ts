import { Failure } from '../failure.ts';
import type { FormPart } from '../http/multipart.ts';
import { filePayload, textPayload, type TypedPayload } from '../http/payload.ts';
import { parseJson } from '../json.ts';
import { quoted } from '../runner/text.ts';
import type { InputName, Inputs } from './inputs.ts';
import { refuseDuplicates } from './parsers.ts';

const json = 'application/json';

/**
 * Reads the request body, which is text, a file or a form.
 * @returns undefined without a body, or when an input is bad, which is then noted in `inputs`
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
  if (other !== undefined) inputs.refuseAllButFirst([first, other]);
  if (isForm(first)) return readForm(inputs);
  const read = first === 'body' ? readBodyText(inputs) : readBodyFile(inputs);
  return inputs.checkAsync(first, read);
}

/** @returns undefined when `headers` is bad: it may set the Content-Type */
async function readBodyText(inputs: Inputs): Promise<TypedPayload | undefined> {
  const text = inputs.text('body');
  const headers = inputs.value('headers');
  if (headers === undefined) return undefined;
  const contentType = headers['content-type'] ?? json;
  if (isJsonType(contentType) && parseJson(text) === undefined) {
    const { checkJson } = await import('./json-check.ts');
    const fallbackHint = 'Insert free text with toJSON(), or set another Content-Type in `headers`';
    checkJson(text, '', fallbackHint);
  }
  return { payload: textPayload(text), contentType };
}

async function readBodyFile(inputs: Inputs): Promise<TypedPayload | undefined> {
  const { fileToSend } = await import('./files.ts');
  const file = fileToSend(inputs.runner, inputs.text('body-file'));
  if (file.size === 0)
    throw new Failure(`${quoted(file.written)} is empty`, {
      hint: 'Check the step that creates it. For a call without a body, leave out `body-file`',
    });
  const headers = inputs.value('headers');
  if (headers === undefined) return undefined;
  const byName = /\.json$/iu.test(file.path) ? json : 'application/octet-stream';
  const contentType = headers['content-type'] ?? byName;
  if (isJsonType(contentType) && !storesFiles(inputs.text('path')))
    await (await import('./json-check.ts')).checkJsonFile(file);
  return { payload: filePayload(file), contentType };
}

/** Whether a Content-Type means JSON: `application/json` or any `+json` (RFC 6839 section 3.1). */
export function isJsonType(contentType: string): boolean {
  return /^application\/(?:[^;]+\+)?json$/iu.test(contentType.split(';')[0]?.trim() ?? '');
}

/** Whether a path takes files that Qlik stores as they are: JSON need not be valid there. */
function storesFiles(path: string): boolean {
  return path
    .replace(/[?#].*$/su, '')
    .split('/')
    .includes('temp-contents');
}

async function readForm(inputs: Inputs): Promise<TypedPayload | undefined> {
  const contentType = inputs.value('headers')?.['content-type'];
  if (contentType !== undefined && isUrlencoded(contentType))
    return readUrlencodedForm(inputs, contentType);
  if (contentType !== undefined)
    inputs.refuse(
      'headers',
      `sets Content-Type, which the action sets itself for a form, unless it is ${urlencodedType}`,
    );
  const texts = (inputs.value('form') ?? []).map(([name, text]): FormPart => ({ name, text }));
  const written = inputs.value('form-files') ?? [];
  const files = written.length === 0 ? [] : await readFormFiles(inputs, written);
  const names = texts.map(({ name }) => name);
  inputs.check('form', () => {
    refuseDuplicates(names);
  });
  inputs.check('form-files', () => {
    refuseDuplicates([...new Set(names), ...written.map(([name]) => name)]);
  });
  const { encodeForm } = await import('../http/multipart.ts');
  return encodeForm([...texts, ...files]);
}

const urlencodedType = 'application/x-www-form-urlencoded';

function isUrlencoded(contentType: string): boolean {
  return contentType.split(';')[0]?.trim().toLowerCase() === urlencodedType;
}

/** @see https://url.spec.whatwg.org/#urlencoded-serializing */
function readUrlencodedForm(inputs: Inputs, contentType: string): TypedPayload {
  const fields = inputs.value('form') ?? [];
  inputs.check('form', () => {
    refuseDuplicates(fields.map(([name]) => name));
  });
  if (inputs.isSet('form-files'))
    inputs.refuse('form-files', `cannot be sent as ${urlencodedType}, which has no files`);
  return { payload: textPayload(new URLSearchParams([...fields]).toString()), contentType };
}

async function readFormFiles(
  inputs: Inputs,
  written: readonly (readonly [name: string, path: string])[],
): Promise<FormPart[]> {
  const { fileToSend } = await import('./files.ts');
  return written.flatMap(([name, path]) => {
    const file = inputs.check('form-files', () => fileToSend(inputs.runner, path));
    if (file?.size === 0)
      inputs.runner.warning(
        `\`form-files\`: ${quoted(path)} is empty, and is sent that way. If it should have content, check the step that creates it`,
      );
    return file === undefined ? [] : [{ name, file }];
  });
}
