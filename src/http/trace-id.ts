/**
 * The answer's trace id, by which Qlik's support finds a request.
 * @returns undefined when there is none that looks like one
 */
export function traceIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return traceId(headers['x-b3-traceid'] ?? headers.traceparent?.split('-')[1]);
}

/** @returns the value if it looks like a trace id */
export function traceId(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f-]{8,64}$/iu.test(value) ? value : undefined;
}
