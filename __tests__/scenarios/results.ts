import type { Scenario } from '../support/scenario.ts';
import { answers, script } from '../support/answers.ts';
import * as faults from '../../sandbox/tenant/faults.ts';

const exported = {
  path: '/api/v1/apps/a1/export',
  method: 'POST',
  'fetch-result': 'true',
  'response-file': 'app.qvf',
  retries: '0',
};
const content = '/api/v1/temp-contents/c1';

export const resultScenarios: readonly Scenario[] = [
  {
    name: 'a result that breaks off keeps the outputs of the call and the existing file',
    with: exported,
    files: { 'app.qvf': 'an older export' },
    given: (tenant) => {
      script(tenant, 'POST /api/v1/apps/a1/export', {
        status: 201,
        headers: { location: content },
        body: 'made',
      });
      script(tenant, `GET ${content}`, faults.cutLength);
      return undefined;
    },
    then: {
      fails: `GET ${content}: the connection was reset (ECONNRESET) after 100 of 1000 bytes`,
      outputs: { status: '201', 'location-id': 'c1', response: 'made', 'response-file': undefined },
      files: { 'app.qvf': 'an older export' },
    },
  },
  {
    name: 'an export without a Location leaves the existing file as it was',
    with: exported,
    files: { 'app.qvf': 'an older export' },
    given: answers('POST /api/v1/apps/a1/export', { status: 201, body: 'made' }),
    then: {
      fails: '`fetch-result` found no address in the response',
      outputs: { status: '201', response: 'made', 'response-file': undefined },
      files: { 'app.qvf': 'an older export' },
    },
  },
];
