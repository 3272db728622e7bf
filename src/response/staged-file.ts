import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import * as path from 'node:path';
import { causeOf, Failure } from '../failure.ts';
import { makeFolder } from '../folders.ts';
import { SpentBuffers } from '../http/transfer.ts';

/**
 * So many bytes are gathered before they are written: the network brings 16 KiB at a time, and each
 * write is a way to another thread and back.
 */
export const maxGatheredBytes = 1024 * 1024;

/**
 * A file that is complete or absent: it is written beside its place under another name, and takes
 * its place at the end, in one move. A link that stands in its place is replaced, not followed.
 */
export class StagedFile {
  /** Absolute; where the file will be. */
  readonly path: string;
  readonly #staged: string;
  #handle: FileHandle | undefined;
  #published = false;
  #discarded = false;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  readonly #spent = new SpentBuffers();
  /** What is under way: a transfer that breaks off does not wait for it. */
  #work: Promise<void> = Promise.resolve();

  constructor(target: string) {
    this.path = target;
    // Not of the target's name: that may be as long as names can be.
    this.#staged = path.join(path.dirname(target), `.${randomUUID()}.part`);
  }

  /** Where the bytes are until `publish`. */
  get stagedPath(): string {
    return this.#staged;
  }

  /**
   * Takes the next chunk.
   * @returns when there is room for one more; undefined at once, which is most often. It rejects with
   *   a Failure that names the file and the cause
   */
  write(chunk: Uint8Array): Promise<void> | undefined {
    this.#gathered.push(chunk);
    this.#gatheredBytes += chunk.length;
    return this.#gatheredBytes < maxGatheredBytes && !this.#discarded ? undefined : this.flush();
  }

  /** Writes what has been gathered. @throws Failure that names the file and the cause */
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
        // A disk may take less than all.
        if (leftBytes > 0) chunks = restAfter(chunks, bytesWritten);
      }
    });
  }

  /** Closes the file and gives it its name. @throws Failure that names the file and the cause */
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

  /** Removes what was written. Does nothing after `publish`. */
  async discard(): Promise<void> {
    this.#discarded = true;
    await this.#work.catch(() => undefined);
    await this.#remove();
  }

  async #open(): Promise<FileHandle> {
    if (this.#discarded) throw new Error('discarded');
    if (this.#handle === undefined) {
      await makeFolder(path.dirname(this.path));
      // wx: never a file or a link that is there.
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

/** What is left of chunks when so many of their bytes are written. */
function restAfter(chunks: readonly Uint8Array[], written: number): Uint8Array[] {
  let left = written;
  return chunks.flatMap((chunk) => {
    const taken = Math.min(left, chunk.length);
    left -= taken;
    return taken === chunk.length ? [] : [chunk.subarray(taken)];
  });
}
