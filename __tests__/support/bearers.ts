import type { Bearer } from '../../src/http/client.ts';
import { renewedBearer } from '../../src/oauth/bearer.ts';
import type { Token } from '../../src/state.ts';
import { FakeClock } from './fake-clock.ts';
import { memoryRunner } from './memory-runner.ts';

/** A token with an unknown expiry, or with this one. */
export function tokenOf(value: string, expiresAt?: number): Token {
  return { value, expiresAt };
}

/** How a bearer obtains its tokens. */
interface Renewal {
  readonly clock: FakeClock;
  /** Of a cancelled workflow. */
  readonly cancelled: AbortSignal;
  readonly request: (signal: AbortSignal) => Promise<Token>;
  readonly use: (token: Token) => Promise<void>;
}

/** A bearer that begins with the token `old`; whatever a test does not override succeeds. */
export function renewing(
  {
    clock = new FakeClock(),
    cancelled = new AbortController().signal,
    request = () => Promise.resolve(tokenOf('new')),
    use = () => Promise.resolve(),
  }: Partial<Renewal>,
  first = tokenOf('old'),
): Required<Bearer> {
  return renewedBearer({ ...memoryRunner(), clock, signal: cancelled }, first, request, use);
}

/** A bearer for tests of other parts. */
export function bearerWith(more: Partial<Bearer>): Bearer {
  return {
    current: () => Promise.resolve('old'),
    end: () => Promise.resolve(),
    ...more,
  };
}
