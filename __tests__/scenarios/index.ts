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
import { executionTokenScenarios } from './execution-token.ts';
import { expressionScenarios } from './expressions.ts';
import { findScenarios } from './find.ts';
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

/** All scenarios by topic. Both drivers run every one of them. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'getting a token': tokenScenarios,
  'the lifetime of a token': lifeOfATokenScenarios,
  'a private key': privateKeyScenarios,
  'acting as a user': impersonationScenarios,
  'making a call': callScenarios,
  'calls made only if needed': findScenarios,
  'running an automation': executionTokenScenarios,
  'failed parts of a 207': failedPartsScenarios,
  'HTML pages': htmlPageScenarios,
  'exact numbers, ids and masks': exactnessScenarios,
  'masking a response': maskingScenarios,
  expressions: expressionScenarios,
  'response files': responseFileScenarios,
  'interrupted downloads': downloadScenarios,
  'following redirects': redirectScenarios,
  'the origin': originScenarios,
  'a bad network': retryScenarios,
  'kept connections': connectionScenarios,
  'HTTP transport': transportScenarios,
  'sending files': uploadScenarios,
  'lists and results': listScenarios,
  'large results': largeResultScenarios,
  paging: pagingScenarios,
  'fetching a result': resultScenarios,
  'waiting for a job': waitingScenarios,
  'polls without a state': pollScenarios,
  reports: reportScenarios,
  'hostile jobs': jobsUnderAttackScenarios,
  'a context for qlik-cli': qlikCliScenarios,
  'the contexts file of qlik-cli': qlikCliFileScenarios,
  'a job summary': summaryScenarios,
  'a hostile server': hostileScenarios,
  'bad inputs': refusalScenarios,
  'the text of an error': errorWordScenarios,
  'checks of files and bodies': checkedFileScenarios,
  'checks of paths and queries': checkedAddressScenarios,
  'checks of credentials': checkedCredentialScenarios,
  promises: promiseScenarios,
  troubleshooting: troubleshootingScenarios,
};
