import { Failure, type FailureOptions } from '../failure.ts';
import { isRecord } from '../json.ts';
import { lastingFaults } from './retry-policy.ts';

/** A request that got no whole answer. */
export class TransportFailure extends Failure {
  /** Node's code, as in `ECONNRESET`; empty when there is none. */
  readonly code: string;
  /** Whether any byte of the request may have reached the server. */
  readonly sent: boolean;

  constructor(
    message: string,
    fault: Pick<FailureOptions, 'hint' | 'topic'> & {
      readonly code: string;
      readonly sent: boolean;
    },
  ) {
    const { code, hint, topic } = fault;
    const transient = !lastingFaults.has(code);
    super(message, { hint, topic, title: 'no whole answer', transient });
    this.code = code;
    this.sent = fault.sent;
  }

  /** The same with more words. */
  with(words: string): TransportFailure {
    return new TransportFailure(`${this.message}; ${words}`, this);
  }
}

/** Node's code of an error; empty when it has none. */
export function codeOf(error: unknown): string {
  if (!isRecord(error) || typeof error.code !== 'string') return '';
  if (error.code !== 'ERR_PROXY_TUNNEL') return error.code;
  const { statusCode } = error;
  if (statusCode === undefined) return 'PROXY_CLOSED';
  return typeof statusCode === 'number' && !Number.isNaN(statusCode)
    ? `PROXY_${String(statusCode)}`
    : 'PROXY_NOT_HTTP';
}
