/**
 * The titles of annotations: fixed words, never a server's, since GitHub shows them in bold and
 * apart from the log. An error of no kind below is titled `step`.
 */
export const titles = {
  step: 'Qlik Cloud: the step failed',
  input: 'Qlik Cloud: bad input',
  token: 'Qlik Cloud: no access token',
  call: 'Qlik Cloud: the call was refused',
  network: 'Qlik Cloud: no whole answer',
  job: 'Qlik Cloud: the job failed',
  running: 'Qlik Cloud: the job still runs',
  cancelled: 'Qlik Cloud: cancelled',
  fault: 'Qlik Cloud: unexpected fault',
  warning: 'Qlik Cloud: warning',
  'clean-up': 'Qlik Cloud: cleaning up',
  'not revoked': 'Qlik Cloud: token not revoked',
  'not stopped': 'Qlik Cloud: job not stopped',
  'not waited for': 'Qlik Cloud: no job waited for',
  'job warns': 'Qlik Cloud: the job ended with warnings',
  'unknown state': 'Qlik Cloud: unknown state of a job',
  'not masked': 'Qlik Cloud: not masked',
  'response in file': 'Qlik Cloud: response in a file',
  'no summary': 'Qlik Cloud: no job summary',
} as const;

/** Names one of the titles. */
export type Title = keyof typeof titles;
