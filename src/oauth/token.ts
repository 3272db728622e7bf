import { textIn } from '../json.ts';
import type { Token } from '../state.ts';

export type { Token };

/** How far our clock may be ahead of the tenant's, in milliseconds. */
const maxSkewMs = 5 * 60_000;

/**
 * When a token ends: from `expires_at` (ISO 8601), else from `expires_in` (seconds). A time that has
 * gone by, or none, is no end of a token that was just made: clocks are apart, or it means "unknown".
 * @param body the token answer
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch; undefined when neither is good
 */
export function expiryOf(body: Readonly<Record<string, unknown>>, now: number): number | undefined {
  const [written = ''] = /^\d+(?:\.\d+)?$/u.exec(textIn(body, 'expires_in') ?? '') ?? [];
  const inSeconds = written === '' ? Number.NaN : Number(written);
  const candidates = [Date.parse(textIn(body, 'expires_at') ?? ''), now + inSeconds * 1000];
  return candidates.find((time) => new Date(time).getTime() > now);
}

/** Whether a token has ended by our clock. */
export function seemsEnded({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** Whether a token has ended for certain, however far the clocks may be apart. */
export function hasEnded({ expiresAt }: Token, now: number): boolean {
  return expiresAt !== undefined && expiresAt + maxSkewMs < now;
}
