import { Failure } from '../failure.ts';
import type { Method, Payload } from '../http/exchange.ts';
import type { FormPart } from '../http/multipart.ts';
import { filePayload, textPayload } from '../http/payload.ts';
import { parseJson } from '../json.ts';
import { once } from './parsers.ts';
import type { InputReader } from './reader.ts';
import { bodyInputs } from './table.ts';
import { fileToSend } from './workspace.ts';

/** What a step sends. */
export interface BodyPlan {
  readonly payload: Payload;
  readonly contentType: string;
}

const json = 'application/json';
const bodiless: ReadonlySet<Method> = new Set<Method>(['GET', 'HEAD']);
type BodyInput = (typeof bodyInputs)[number];

/**
 * Reads what the step sends: text, a file, or a form; one of them at most.
 * @param headers the step's own, names in lower case; undefined when they are bad
 * @param workspace where relative paths start
 * @returns undefined when it sends nothing, or an input is bad; the reader knows which
 */
export async function readBody(
  reader: InputReader,
  method: Method | undefined,
  headers: Readonly<Record<string, string>> | undefined,
  workspace: string,
): Promise<BodyPlan | undefined> {
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
  if (isForm(first)) return readForm(reader, headers ?? {}, workspace);
  // With bad headers nobody knows what the body is meant to be.
  if (headers === undefined) return undefined;
  const contentType = headers['content-type'];
  return first === 'body'
    ? readText(reader, contentType)
    : readFile(reader, contentType, workspace);
}

function readText(reader: InputReader, contentType = json): BodyPlan | undefined {
  const text = reader.value('body') ?? '';
  const isJson = contentType.split(';')[0]?.trim().toLowerCase() === json;
  return reader.check('body', () => {
    if (isJson && parseJson(text) === undefined)
      throw new Failure(
        'is not JSON; quote free text with toJSON(), or set another Content-Type in `headers`',
      );
    return { payload: textPayload(text), contentType };
  });
}

function readFile(
  reader: InputReader,
  contentType: string | undefined,
  workspace: string,
): BodyPlan | undefined {
  return reader.check('body-file', () => {
    const file = fileToSend(workspace, reader.text('body-file'));
    const byName = /\.json$/iu.test(file.path) ? json : 'application/octet-stream';
    return { payload: filePayload(file), contentType: contentType ?? byName };
  });
}

async function readForm(
  reader: InputReader,
  headers: Readonly<Record<string, string>>,
  workspace: string,
): Promise<BodyPlan | undefined> {
  if (headers['content-type'] !== undefined)
    reader.refuse('headers', 'sets Content-Type, which a form sets itself');
  const texts: FormPart[] = (reader.value('form') ?? []).map(([name, text]) => ({ name, text }));
  const files = reader.check('form-files', () =>
    (reader.value('form-files') ?? []).map(([name, path]): FormPart => ({
      name,
      file: fileToSend(workspace, path),
    })),
  );
  if (files === undefined) return undefined;
  const parts = [...texts, ...files];
  reader.check('form', () => {
    once(parts.map(({ name }) => name));
  });
  const { encodeForm } = await import('../http/multipart.ts');
  return encodeForm(parts);
}
