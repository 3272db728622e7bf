/**
 * Loaded into a process before anything else (`--import`): when it ends, it tells in the file
 * `$PEAK_MEMORY.<pid>` how much memory it had at most, in KiB.
 */
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(`${process.env.PEAK_MEMORY ?? ''}.${String(process.pid)}`, String(peak()));
});

/** Linux counts the parent's memory at the fork into what `resourceUsage` tells, but not into this. */
function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
