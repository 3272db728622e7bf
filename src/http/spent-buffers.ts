/** V8 is asked to collect after so many bytes. */
const most = 8 * 1024 * 1024;

/** `minor` looks at what is young only, which takes a fraction of a millisecond. */
type Collect = (options: { readonly type: 'minor' }) => unknown;

let collector: Collect | undefined;

/**
 * V8 collects when objects fill its heap, but a buffer's bytes lie elsewhere: 64 MiB of spent ones
 * pile up. Whoever carries large bodies counts their bytes here.
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

/** The way for a program that was not started with `--expose-gc`; without it, memory grows a little. */
function collectorOf(): Collect {
  try {
    // Not imported: only large bodies need them.
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    return process.getBuiltinModule('node:vm').runInNewContext('gc') as Collect;
  } catch {
    return () => undefined;
  }
}
