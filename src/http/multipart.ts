import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { lookup } from 'mrmime';
import { bytesOf, type FileToSend, type TypedPayload } from './payload.ts';
import { isRecord, parseJson } from '../json.ts';

/** A field of a form. */
export type FormPart =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly file: FileToSend };

/**
 * Encodes a form as `multipart/form-data` (RFC 7578), with its length known before the files are read.
 * No library is used: they give a part a content type only together with a file name, but Qlik's data
 * files API needs a part `json` with a content type that is not a file.
 */
export function encodeForm(parts: readonly FormPart[]): TypedPayload {
  const boundary = `form-${randomUUID()}`;
  const heads = parts.map((part) => Buffer.from(`--${boundary}\r\n${partHead(part)}\r\n\r\n`));
  const tail = Buffer.from(`--${boundary}--\r\n`);
  const lineBreak = Buffer.from('\r\n');
  const sizes = parts.map((part) =>
    'file' in part ? part.file.size : Buffer.byteLength(part.text),
  );
  const all = [...heads.map(({ length }) => length + lineBreak.length), ...sizes, tail.length];
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const [index, part] of parts.entries()) {
      yield heads[index] ?? lineBreak;
      if ('file' in part) yield* bytesOf(part.file);
      else yield Buffer.from(part.text);
      yield lineBreak;
    }
    yield tail;
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    payload: {
      length: all.reduce((sum, length) => sum + length, 0),
      open: bytes,
    },
  };
}

/** The headers of a part (RFC 7578 sections 4.2 and 4.4). */
function partHead(part: FormPart): string {
  const disposition = `Content-Disposition: form-data; name="${escapeName(part.name)}"`;
  if ('file' in part) {
    const name = path.basename(part.file.path);
    return `${disposition}; filename="${escapeName(name)}"\r\nContent-Type: ${mediaTypeOf(name)}`;
  }
  return isJson(part.text) ? `${disposition}\r\nContent-Type: application/json` : disposition;
}

/** Escapes what would end the quoted string, as browsers do (see RFC 7578 section 2). */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The media type for the extension of a file; `application/octet-stream` if it has none that is known. */
function mediaTypeOf(name: string): string {
  return lookup(name) ?? 'application/octet-stream';
}

/** Whether the text is a JSON object or array. Text such as `7` or `true` is most likely just text. */
function isJson(text: string): boolean {
  const json = /^\s*[[{]/u.test(text) ? parseJson(text) : undefined;
  return json !== undefined && (isRecord(json.value) || Array.isArray(json.value));
}
