/** How often a job is looked at, in milliseconds. */
const first = 1000;
const growth = 1.5;
const most = 20_000;

/**
 * @param fixed milliseconds; undefined for intervals of 1 s that grow by half to 20 s
 * @returns what gives the next interval
 */
export function intervals(fixed: number | undefined): () => number {
  let next = first;
  return () => {
    if (fixed !== undefined) return fixed;
    const interval = next;
    next = Math.min(next * growth, most);
    return interval;
  };
}
