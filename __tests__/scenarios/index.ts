import type { Scenario } from '../support/scenario.ts';
import { callScenarios } from './call.ts';
import { connectionScenarios } from './connections.ts';
import { downloadScenarios } from './downloads.ts';
import { expressionScenarios } from './expressions.ts';
import { hostileScenarios } from './hostile.ts';
import { impersonationScenarios } from './impersonation.ts';
import { listScenarios } from './lists.ts';
import { maskingScenarios } from './masking.ts';
import { privateKeyScenarios } from './private-key.ts';
import { qlikCliScenarios } from './qlik-cli.ts';
import { redirectScenarios } from './redirects.ts';
import { refusalScenarios } from './refusals.ts';
import { responseFileScenarios } from './response-file.ts';
import { retryScenarios } from './retries.ts';
import { summaryScenarios } from './summary.ts';
import { tokenScenarios } from './token.ts';
import { troubleshootingScenarios } from './troubleshooting.ts';
import { uploadScenarios } from './uploads.ts';
import { waitingScenarios } from './waiting.ts';

/** All scenarios by what they tell of. Both drivers run every one of them. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'getting a token': tokenScenarios,
  'a private key': privateKeyScenarios,
  'acting as a user': impersonationScenarios,
  'making a call': callScenarios,
  'masking what comes': maskingScenarios,
  'expressions that cannot work': expressionScenarios,
  'files for responses': responseFileScenarios,
  'downloads that break off': downloadScenarios,
  'following redirects': redirectScenarios,
  'a bad network': retryScenarios,
  'connections that are kept': connectionScenarios,
  'sending files': uploadScenarios,
  'lists and results': listScenarios,
  'waiting for a job': waitingScenarios,
  'a context for qlik-cli': qlikCliScenarios,
  'a job summary': summaryScenarios,
  'a hostile server': hostileScenarios,
  'bad input': refusalScenarios,
  'a way out': troubleshootingScenarios,
};
