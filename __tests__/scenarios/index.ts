import type { Scenario } from '../support/scenario.ts';
import { callScenarios } from './call.ts';
import { maskingScenarios } from './masking.ts';
import { redirectScenarios } from './redirects.ts';
import { refusalScenarios } from './refusals.ts';
import { responseFileScenarios } from './response-file.ts';
import { retryScenarios } from './retries.ts';
import { tokenScenarios } from './token.ts';
import { waitingScenarios } from './waiting.ts';

/** All scenarios by what they tell of. Both drivers run every one of them. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  'getting a token': tokenScenarios,
  'making a call': callScenarios,
  'masking what comes': maskingScenarios,
  'files for responses': responseFileScenarios,
  'following redirects': redirectScenarios,
  'a bad network': retryScenarios,
  'waiting for a job': waitingScenarios,
  'bad input': refusalScenarios,
};
