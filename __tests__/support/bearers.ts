import type { Bearer } from '../../src/http/bearer.ts';
import { requestedBearer, type Requesting } from '../../src/oauth/requested-bearer.ts';
import type { Token } from '../../src/oauth/token.ts';
import { FakeClock } from './fake-clock.ts';

/** A token that ends when nobody knows, or at a time. */
export function tokenOf(value: string, expiresAt?: number): Token {
  return { value, expiresAt };
}

/** A bearer that begins with the token `old`; what a test says nothing of goes well. */
export function renewing(more: Partial<Requesting>, first = tokenOf('old')): Bearer {
  return requestedBearer(first, {
    clock: new FakeClock(),
    cancelled: new AbortController().signal,
    request: () => Promise.resolve(tokenOf('new')),
    use: () => Promise.resolve(),
    ...more,
  });
}

/** A bearer for tests of what is around it. */
export function bearerWith(more: Partial<Bearer>): Bearer {
  return {
    current: () => Promise.resolve('old'),
    renew: () => Promise.resolve({ why: '', transient: false }),
    end: () => Promise.resolve(),
    ...more,
  };
}
