import type { Request } from '../http/exchange.ts';
import { textPayload } from '../http/payload.ts';
import type { Runner } from '../runner/runner.ts';
import type { Tenant } from '../tenant.ts';
import type { ClientSecret, Grant, PrivateKey, UserLookup } from './credential.ts';

/** The members of a request to an OAuth endpoint. */
export type OAuthFields = Readonly<Record<string, string | UserLookup>>;

/** A body, and what the header says that it is. */
export interface OAuthBody {
  readonly contentType: string;
  readonly payload: Request<unknown>['payload'];
}

/** RFC 7523 section 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * A body for the token and revocation endpoints that proves who asks, in the way of the credential.
 * An assertion is made, and masked, for each attempt: the tenant takes none twice.
 */
export function clientBody(
  runner: Runner,
  tenant: Tenant,
  grant: Grant,
  fields: OAuthFields,
): OAuthBody {
  return grant.kind === 'client-secret'
    ? withSecret(grant, fields)
    : withAssertion(runner, tenant, grant, fields);
}

/** JSON, as in Qlik's own samples. */
export function jsonBody(fields: OAuthFields): OAuthBody {
  return { contentType: 'application/json', payload: textPayload(JSON.stringify(fields)) };
}

function withSecret({ clientId, clientSecret }: ClientSecret, fields: OAuthFields): OAuthBody {
  return jsonBody({ ...fields, client_id: clientId, client_secret: clientSecret });
}

/** A form, as in Qlik's samples; JSON where a member is an object, which no form can hold. */
function withAssertion(
  { clock, setSecret }: Runner,
  tenant: Tenant,
  { clientId, keyId, signer }: PrivateKey,
  fields: OAuthFields,
): OAuthBody {
  const audience = `${tenant.origin}/oauth/token`;
  const form = Object.values(fields).every((value) => typeof value === 'string');
  return {
    contentType: form ? 'application/x-www-form-urlencoded' : 'application/json',
    payload: () => {
      const assertion = signer.assertion({ clientId, keyId, audience, now: clock.now() });
      setSecret(assertion);
      const members = {
        ...fields,
        client_id: clientId,
        client_assertion_type: assertionType,
        client_assertion: assertion,
      };
      return textPayload(
        form
          ? new URLSearchParams(members as Record<string, string>).toString()
          : JSON.stringify(members),
      );
    },
  };
}
