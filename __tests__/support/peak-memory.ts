/**
 * Loaded into a process before anything else (`--import`): at the end of the process it writes the
 * peak memory, in KiB, to the file `$PEAK_MEMORY.<pid>`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(`${process.env.PEAK_MEMORY ?? ''}.${String(process.pid)}`, String(peak()));
});

/** On Linux `resourceUsage` includes the parent's memory at the fork; this does not. */
function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}
