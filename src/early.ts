// First: Node reads the authorities' certificates on a thread of their own from then on.
import 'node:tls';
import { Agents } from './http/agents.ts';
import { systemClock } from './runner/clock.ts';
import { parseTenant } from './tenant.ts';

/**
 * Begins to connect to the tenant while the rest of the program is still being loaded and the inputs
 * are read. No byte of the step's goes out: only what a TLS handshake tells, the host's name.
 * @param tenantUrl as a person writes it
 * @param env the runner's variables
 * @returns the step's agents; without a connection where the tenant is not good, or not reached
 *   directly: the inputs' own checks say so later
 */
export async function connectEarly(
  tenantUrl: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Agents> {
  const agents = new Agents(systemClock);
  try {
    if (env.NODE_TLS_REJECT_UNAUTHORIZED !== '0')
      agents.prepare(new URL(parseTenant(tenantUrl.trim()).origin));
    // Loading is one long turn of the event loop: what can go out now goes out before it.
    await new Promise((resolve) => setImmediate(resolve));
  } catch {
    // Told when the inputs are read.
  }
  return agents;
}
