import { script } from '../support/answers.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import { expect } from '@jest/globals';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Scenario } from '../support/scenario.ts';

const secrets = '/api/v1/oauth-clients/x/client-secrets';
const post = { path: secrets, method: 'POST' };
const made = 'made-by-qlik-0123456789';

function replies(answer: Reply): (tenant: Tenant) => undefined {
  return (tenant) => {
    script(tenant, `POST ${secrets}`, answer);
    return undefined;
  };
}

function json(value: unknown, status = 200): (tenant: Tenant) => undefined {
  return replies({ status, json: value });
}

/** The outputs named in each log line about masked values. */
const notes = (log: string): (string | undefined)[] =>
  [...log.matchAll(/^(.*?) contains? a masked value\. Later steps/gmu)].map(([, names]) => names);

export const maskingScenarios: readonly Scenario[] = [
  {
    name: 'mask masks a secret that Qlik created before anything is output',
    with: { ...post, mask: 'clientSecret\nlist[].deep', select: 'clientSecret' },
    given: json({ clientSecret: made, list: [{ deep: { any: ['deeper-secret'] } }] }),
    then: {
      outputs: { response: new RegExp(made, 'u'), result: made },
      masks: [made, 'deeper-secret'],
      secrets: [made],
    },
  },
  {
    name: 'the log names the outputs that hold a masked value once, because GitHub drops them as job outputs',
    with: { ...post, mask: 'clientSecret', select: 'clientSecret' },
    given: json({ clientSecret: made, again: made }),
    then: {
      also: ({ log }) => {
        expect(notes(log)).toEqual(['`response` and `result`']);
      },
    },
  },
  {
    name: 'the log names location-id and headers if they hold a masked value',
    with: { ...post, mask: 'id' },
    given: replies({ status: 201, json: { id: made }, headers: { Location: `/x/${made}` } }),
    then: {
      outputs: { 'location-id': made },
      also: ({ log }) => {
        expect(notes(log)).toEqual(['`response` and `headers` and `location-id`']);
      },
    },
  },
  {
    name: 'the log names response if an error body holds a masked value',
    with: { ...post, mask: 'errors[].detail' },
    given: json({ errors: [{ code: 'X', title: 'bad secret', detail: made }] }, 400),
    then: {
      fails: '400 Bad Request',
      also: ({ log }) => {
        expect(notes(log)).toEqual(['`response`']);
      },
    },
  },
  {
    name: 'the log does not name a result without a masked value, which other jobs can use',
    with: { ...post, mask: 'clientSecret', select: 'id' },
    given: json({ id: 'x1', clientSecret: made }),
    then: {
      also: ({ log }) => {
        expect(notes(log)).toEqual(['`response`']);
      },
    },
  },
  {
    name: 'the log names no output if none holds a masked value',
    with: { ...post, select: 'id' },
    given: json({ id: 'x1', clientSecret: made }),
    then: {
      also: ({ log }) => {
        expect(notes(log)).toEqual([]);
      },
    },
  },
  {
    name: 'a mask that finds nothing causes a warning',
    with: { ...post, mask: 'clientSecrets' },
    given: json({ clientSecret: made }),
    then: { warnings: ['mask: "clientSecrets" finds no string'], outputs: { status: '200' } },
  },
  {
    name: 'a mask that finds a short text causes a warning, and does not fill the log with stars',
    with: { ...post, mask: 'hint' },
    given: json({ hint: 'abc' }),
    then: {
      warnings: ['with fewer than 4 characters'],
      also: ({ masks }) => {
        expect(masks).not.toContain('abc');
      },
    },
  },
  {
    name: 'a mask on an empty response only causes a warning',
    with: { ...post, mask: 'clientSecret' },
    given: replies({ status: 204 }),
    then: { warnings: ['mask: the response is empty'], outputs: { status: '204' } },
  },
  {
    name: 'a mask on a response that is not JSON fails the step and withholds all outputs of the response',
    with: { ...post, mask: 'clientSecret', 'response-file': 'out/answer.txt' },
    given: replies({ status: 200, body: `clientSecret=${made}` }),
    then: {
      fails: 'are withheld: the response is not JSON',
      secrets: [made],
      outputs: {
        status: '200',
        response: undefined,
        result: undefined,
        'response-file': undefined,
      },
      files: { 'out/answer.txt': undefined },
    },
  },
  {
    name: 'a mask that cannot be evaluated fails the step and withholds response and result',
    with: { ...post, mask: 'sort(@)', select: 'clientSecret' },
    given: json({ clientSecret: made }),
    then: {
      fails: 'are withheld: the JMESPath expression "sort(@)" fails',
      secrets: [made],
      outputs: { response: undefined, result: undefined },
    },
  },
  {
    name: 'mask applies to the text of an error too',
    with: { ...post, mask: 'errors[].detail' },
    given: json({ errors: [{ code: 'X', title: 'bad secret', detail: made }] }, 400),
    then: {
      fails: '400 Bad Request: X bad secret: ***',
      secrets: [made],
      outputs: { response: new RegExp(made, 'u') },
    },
  },
  {
    name: 'mask withholds an error body that is not JSON',
    with: { ...post, mask: 'clientSecret' },
    given: replies({ status: 400, body: `bad: ${made}` }),
    then: { fails: '400 Bad Request', secrets: [made], outputs: { response: undefined } },
  },
  {
    name: 'mask withholds an error body on a later page that is not JSON',
    with: { path: '/api/v1/items', paginate: 'true', mask: 'data[].secret', retries: '0' },
    given: (tenant) => {
      const next = { href: '/api/v1/items?n=2' };
      tenant.script('GET /api/v1/items', [
        { status: 200, json: { data: [{ secret: 'one-secret-text' }], links: { next } } },
        { status: 500, headers: { 'content-type': 'text/plain' }, body: `boom for ${made}` },
      ]);
      return undefined;
    },
    then: { fails: 'A later page failed: GET /api/v1/items: 500', secrets: [made] },
  },
];
