import type { Scenario } from '../support/scenario.ts';
import { callScenarios } from './call.ts';
import { checkedAddressScenarios } from './checked-addresses.ts';
import { checkedCredentialScenarios } from './checked-credentials.ts';
import { checkedFileScenarios } from './checked-files.ts';
import { connectionScenarios } from './connections.ts';
import { downloadScenarios } from './downloads.ts';
import { errorWordScenarios } from './error-words.ts';
import { exactnessScenarios } from './exactness.ts';
import { failedPartsScenarios } from './failed-parts.ts';
import { expressionScenarios } from './expressions.ts';
import { hostileScenarios } from './hostile.ts';
import { htmlPageScenarios } from './html-pages.ts';
import { impersonationScenarios } from './impersonation.ts';
import { jobsUnderAttackScenarios } from './jobs-under-attack.ts';
import { largeResultScenarios } from './large-results.ts';
import { lifeOfATokenScenarios } from './life-of-a-token.ts';
import { listScenarios } from './lists.ts';
import { maskingScenarios } from './masking.ts';
import { pagingScenarios } from './paging.ts';
import { originScenarios } from './origin.ts';
import { pollScenarios } from './polls.ts';
import { privateKeyScenarios } from './private-key.ts';
import { promiseScenarios } from './promises.ts';
import { qlikCliScenarios } from './qlik-cli.ts';
import { qlikCliFileScenarios } from './qlik-cli-file.ts';
import { redirectScenarios } from './redirects.ts';
import { refusalScenarios } from './refusals.ts';
import { responseFileScenarios } from './response-file.ts';
import { resultScenarios } from './results.ts';
import { reportScenarios } from './reports.ts';
import { retryScenarios } from './retries.ts';
import { summaryScenarios } from './summary.ts';
import { tokenScenarios } from './token.ts';
import { transportScenarios } from './transport.ts';
import { troubleshootingScenarios } from './troubleshooting.ts';
import { uploadScenarios } from './uploads.ts';
import { waitingScenarios } from './waiting.ts';

/** All scenarios by what they tell of. Both drivers run every one of them. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'getting a token': tokenScenarios,
  'the life of a token': lifeOfATokenScenarios,
  'a private key': privateKeyScenarios,
  'acting as a user': impersonationScenarios,
  'making a call': callScenarios,
  'parts that failed': failedPartsScenarios,
  'pages for people': htmlPageScenarios,
  'nothing is another': exactnessScenarios,
  'masking what comes': maskingScenarios,
  'expressions that cannot work': expressionScenarios,
  'files for responses': responseFileScenarios,
  'downloads that break off': downloadScenarios,
  'following redirects': redirectScenarios,
  'the one origin': originScenarios,
  'a bad network': retryScenarios,
  'connections that are kept': connectionScenarios,
  'what HTTP allows': transportScenarios,
  'sending files': uploadScenarios,
  'lists and results': listScenarios,
  'results that are large': largeResultScenarios,
  'pages of a list': pagingScenarios,
  'fetching what was made': resultScenarios,
  'waiting for a job': waitingScenarios,
  'polls that show no state': pollScenarios,
  'what a report comes to': reportScenarios,
  'jobs under attack': jobsUnderAttackScenarios,
  'a context for qlik-cli': qlikCliScenarios,
  'the file of qlik-cli': qlikCliFileScenarios,
  'a job summary': summaryScenarios,
  'a hostile server': hostileScenarios,
  'bad input': refusalScenarios,
  'the words of an error': errorWordScenarios,
  'files that are checked': checkedFileScenarios,
  'paths and queries that are checked': checkedAddressScenarios,
  'credentials that are checked': checkedCredentialScenarios,
  'what is promised': promiseScenarios,
  'a way out': troubleshootingScenarios,
};
