/** So many bytes of buffers may be of no use any more before V8 is asked to look. */
const most = 8 * 1024 * 1024;

/** V8's own collector; `minor` looks at what is young only, which takes a fraction of a millisecond. */
type Collect = (options: { readonly type: 'minor' }) => unknown;

let collector: Collect | undefined;

/**
 * V8 collects objects when they fill its heap, but a buffer's bytes lie elsewhere and its handle
 * is tiny: 64 MiB of spent buffers pile up before it looks. What carries large bodies counts their
 * bytes here, and V8 is asked to look more often.
 */
export class SpentBuffers {
  #bytes = 0;

  /** Some bytes have been handed on. */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < most) return;
    this.#bytes = 0;
    collector ??= collectorOf();
    collector({ type: 'minor' });
  }
}

/** The way that Node documents for a program that was not started with `--expose-gc`. */
function collectorOf(): Collect {
  try {
    // Not imported: only large bodies need them.
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    return process.getBuiltinModule('node:vm').runInNewContext('gc') as Collect;
  } catch {
    // Memory grows a little more then; nothing else changes.
    return () => undefined;
  }
}
