import type { Title } from '../../src/failure.ts';

/** All titles of annotations, because a type gives no list at run time. */
const titles: Readonly<Record<Title, true>> = {
  'step failed': true,
  'bad input': true,
  'no access token': true,
  'call refused': true,
  'no complete response': true,
  'job failed': true,
  'job still running': true,
  cancelled: true,
  'unexpected fault': true,
  warning: true,
  'clean-up failed': true,
  'token not revoked': true,
  'job not stopped': true,
  'no job to wait for': true,
  'job ended with warnings': true,
  'unknown job state': true,
  'response from a cache': true,
  'not masked': true,
  'no list to follow': true,
  'nothing found': true,
  'response is in a file': true,
  'result is too large': true,
  'no job summary': true,
};

/** Whether an annotation's title is one of ours. */
export function isTitle(text: string | undefined): boolean {
  const [, title = ''] = /^Qlik Cloud: (.*)$/u.exec(text ?? '') ?? [];
  return Object.hasOwn(titles, title);
}
