/**
 * The titles of annotations, after `Qlik Cloud: `: fixed words, never a server's, since GitHub shows
 * them in bold and apart from the log.
 */
export type Title =
  // errors
  | 'step failed'
  | 'bad input'
  | 'no access token'
  | 'call refused'
  | 'no whole answer'
  | 'job failed'
  | 'job still running'
  | 'cancelled'
  | 'unexpected fault'
  // warnings
  | 'warning'
  | 'clean-up failed'
  | 'token not revoked'
  | 'job not stopped'
  | 'no job waited for'
  | 'job ended with warnings'
  | 'unknown state of a job'
  | 'answer from a cache'
  | 'not masked'
  | 'no list to follow'
  | 'nothing found'
  | 'response is in a file'
  | 'result is too large'
  | 'no job summary';
