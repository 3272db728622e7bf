import { Failure, type FailureOptions } from '../failure.ts';
import { isRecord, textIn } from '../json.ts';

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
    super(message, { hint: fault.hint, topic: fault.topic, title: 'no whole answer' });
    this.code = fault.code;
    this.sent = fault.sent;
  }
}

/** Node's code of an error; empty when it has none. */
export function codeOf(error: unknown): string {
  if (!isRecord(error) || typeof error.code !== 'string') return '';
  return error.code === 'ERR_PROXY_TUNNEL'
    ? `PROXY_${textIn(error, 'statusCode') ?? ''}`
    : error.code;
}
