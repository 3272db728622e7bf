import { randomUUID } from 'node:crypto';
import * as path from 'node:path';
import { lookup } from 'mrmime';
import { bytesOf, type FileToSend, type TypedPayload } from './payload.ts';
import { isRecord, parseJson } from '../json.ts';

/** One field of a form. */
export type FormPart =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly file: FileToSend };

/**
 * Encodes a form as `multipart/form-data` (RFC 7578). Its length is known before the first byte is
 * read. (A library of its own would type no text without also giving it a file name, and Qlik's
 * data files want a typed `json` part that is no file.)
 */
export function encodeForm(parts: readonly FormPart[]): TypedPayload {
  const boundary = `form-${randomUUID()}`;
  const heads = parts.map((part) => Buffer.from(`--${boundary}\r\n${headOf(part)}\r\n\r\n`));
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

/** RFC 7578 sections 4.2 and 4.4. */
function headOf(part: FormPart): string {
  const disposition = `Content-Disposition: form-data; name="${quoted(part.name)}"`;
  if ('file' in part) {
    const name = path.basename(part.file.path);
    return `${disposition}; filename="${quoted(name)}"\r\nContent-Type: ${typeOf(name)}`;
  }
  return isJson(part.text) ? `${disposition}\r\nContent-Type: application/json` : disposition;
}

/** As browsers do (RFC 7578 section 2 leaves percent-encoding to them): nothing ends the quotes. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The media type that a file's name tells; bytes where it tells none. */
function typeOf(name: string): string {
  return lookup(name) ?? 'application/octet-stream';
}

/** Only objects and lists: the text `7` or `true` is most likely just text. */
function isJson(text: string): boolean {
  const json = /^\s*[[{]/u.test(text) ? parseJson(text) : undefined;
  return json !== undefined && (isRecord(json.value) || Array.isArray(json.value));
}
