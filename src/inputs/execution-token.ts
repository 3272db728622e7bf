import { isBearerToken } from '../oauth/client.ts';
import { noSecrets } from './access.ts';
import type { Inputs } from './inputs.ts';

/** The calls that take an execution token. They run an automation whose run mode is "Triggered". */
const execution = /^\/api\/(?:v1|workflows)\/automations\/[^/]+\/actions\/execute$/u;

/** The inputs that need an access token. */
const needToken = ['find', 'fetch-result', 'wait', 'wait-path', 'qlik-cli-context'] as const;

/**
 * Reads the execution token of an automation. The call that runs the automation carries it in place of
 * an access token. Its name in any other input is refused: see parsers.ts.
 * @param url of the call; undefined if it is bad
 * @returns undefined if there is none, or a bad one, which is noted in `inputs`
 */
export function readExecutionToken(inputs: Inputs, url: URL | undefined): string | undefined {
  const token = inputs.value('execution-token');
  if (token === undefined) return undefined;
  if (!isBearerToken(token))
    inputs.refuse(
      'execution-token',
      'contains white space or characters that are not allowed in a header',
    );
  const method = inputs.value('method') ?? 'POST';
  if (
    method !== 'POST' ||
    !execution.test(url?.pathname ?? '/api/v1/automations/id/actions/execute')
  )
    inputs.refuse(
      'execution-token',
      'can be used only with a POST to /api/v1/automations/{id}/actions/execute or ' +
        '/api/workflows/automations/{id}/actions/execute',
    );
  if (inputs.given('token').length === 0)
    for (const name of needToken.filter((one) => inputs.isSet(one)))
      inputs.refuse(
        name,
        'needs an access token, and `execution-token` only runs the automation: add `client-id` and ' +
          '`client-secret`, or `client-id`, `private-key` and `key-id`, or `access-token`. If they are set from ' +
          `\`secrets.*\`, those are ${noSecrets}`,
        'empty-secret',
      );
  return token;
}
