import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import * as path from 'node:path';
import { causeOf, Failure } from '../failure.ts';
import { makeFolder } from '../folders.ts';
import { SpentBuffers } from '../http/transfer.ts';

/**
 * How many bytes are gathered before a write: the network delivers 16 KiB at a time, and each write is
 * a round trip to another thread.
 */
export const maxGatheredBytes = 1024 * 1024;

/**
 * A file that is either complete or absent: it is written next to its target under a temporary name,
 * and renamed at the end. If the target is a symbolic link, the link is replaced, not followed.
 */
export class StagedFile {
  /** The absolute path of the finished file. */
  readonly path: string;
  readonly #staged: string;
  #handle: FileHandle | undefined;
  #published = false;
  #discarded = false;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  readonly #spent = new SpentBuffers();
  /** The write in progress, which a transfer that fails does not wait for. */
  #work: Promise<void> = Promise.resolve();

  constructor(target: string) {
    this.path = target;
    // Not based on the target's name, which may already have the maximum length.
    this.#staged = path.join(path.dirname(target), `.${randomUUID()}.part`);
  }

  /** The path of the temporary file, which exists until `publish`. */
  get stagedPath(): string {
    return this.#staged;
  }

  /**
   * Takes the next chunk.
   * @returns undefined if the next chunk can follow at once; otherwise a promise that resolves when it
   *   can, and rejects with a Failure that names the file and the cause
   */
  write(chunk: Uint8Array): Promise<void> | undefined {
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.length;
    return this.#gatheredBytes < maxGatheredBytes && !this.#discarded ? undefined : this.flush();
  }

  /** Writes the gathered chunks. @throws Failure that names the file and the cause */
  flush(): Promise<void> {
    let chunks = this.#gathered;
    let leftBytes = this.#gatheredBytes;
    this.#spent.add(leftBytes);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    return this.#guard(async () => {
      const handle = await this.#open();
      while (leftBytes > 0) {
        const { bytesWritten } = await handle.writev(chunks);
        leftBytes -= bytesWritten;
        // The system may write less than it was given.
        if (leftBytes > 0) chunks = restAfter(chunks, bytesWritten);
      }
    });
  }

  /** Closes the file and moves it to its target. @throws Failure that names the file and the cause */
  async publish(): Promise<void> {
    await this.flush();
    await this.#guard(async () => {
      const handle = await this.#open();
      this.#handle = undefined;
      await handle.close();
      await fs.promises.rename(this.#staged, this.path);
      this.#published = true;
    });
  }

  /** Deletes the temporary file. Does nothing after `publish`. */
  async discard(): Promise<void> {
    this.#discarded = true;
    await this.#work.catch(() => undefined);
    await this.#remove();
  }

  async #open(): Promise<FileHandle> {
    if (this.#discarded) throw new Error('discarded');
    if (this.#handle === undefined) {
      await makeFolder(path.dirname(this.path));
      // wx: never open an existing file or link.
      this.#handle = await fs.promises.open(this.#staged, 'wx');
    }
    return this.#handle;
  }

  #guard(work: () => Promise<void>): Promise<void> {
    this.#work = work().catch(async (error: unknown) => {
      await this.#remove();
      throw new Failure(`${this.path} cannot be written: ${causeOf(error)}`, { cause: error });
    });
    return this.#work;
  }

  async #remove(): Promise<void> {
    if (this.#published) return;
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
    await fs.promises.rm(this.#staged, { force: true }).catch(() => undefined);
  }
}

/** What remains of the chunks after their first `written` bytes. */
function restAfter(chunks: readonly Uint8Array[], written: number): Uint8Array[] {
  let left = written;
  return chunks.flatMap((chunk) => {
    const taken = Math.min(left, chunk.length);
    left -= taken;
    return taken === chunk.length ? [] : [chunk.subarray(taken)];
  });
}
