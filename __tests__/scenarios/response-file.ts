import { script } from '../support/answers.ts';
import type { Reply } from '../../sandbox/tenant/http.ts';
import { gzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import type { Tenant } from '../../sandbox/tenant/tenant.ts';
import type { Scenario } from '../support/scenario.ts';

const list = '/api/v1/items';
const mebibyte = 1024 * 1024;

function replies(...steps: readonly Reply[]): (tenant: Tenant) => undefined {
  return (tenant) => {
    script(tenant, `GET ${list}`, ...steps);
    return undefined;
  };
}

export const responseFileScenarios: readonly Scenario[] = [
  {
    name: 'response-file gets the body, and its folders are created; a small text is an output too',
    with: { path: list, 'response-file': 'made/here/items.json' },
    given: replies({ status: 200, body: '{"data":[]}\n' }),
    then: {
      outputs: {
        response: '{"data":[]}\n',
        'response-file': /^\/.*made.here.items\.json$|^[A-Z]:/u,
      },
      files: { 'made/here/items.json': '{"data":[]}\n' },
    },
  },
  {
    name: 'a success without a body writes an empty file',
    with: { path: list, 'response-file': 'empty' },
    given: replies({ status: 204 }),
    then: { files: { empty: '' }, outputs: { response: '', 'response-file': /empty$/u } },
  },
  {
    name: 'an error leaves the existing file as it was',
    with: { path: list, 'response-file': 'old.json' },
    files: { 'old.json': 'old' },
    given: replies({ status: 404, body: 'new' }),
    then: {
      fails: '404 Not Found: new',
      files: { 'old.json': 'old' },
      outputs: { response: 'new', 'response-file': undefined },
    },
  },
  {
    name: 'a failed transfer leaves the existing file as it was, and nothing else',
    with: { path: list, 'response-file': 'old.json', retries: '0' },
    files: { 'old.json': 'old' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, faults.cutChunked);
      return undefined;
    },
    then: {
      fails: 'the connection was reset',
      files: { 'old.json': 'old' },
      also: ({ files }) => {
        expect([...files.keys()]).toEqual(['old.json']);
      },
    },
  },
  {
    name: 'the body of an accepted error is written to response-file',
    with: { path: list, 'response-file': 'new.json', 'accept-status': '404' },
    given: replies({ status: 404, body: 'gone' }),
    then: { files: { 'new.json': 'gone' } },
  },
  {
    name: 'a text of 1 MiB is still an output',
    with: { path: list },
    given: replies({ status: 200, body: 'a'.repeat(mebibyte) }),
    then: {
      outputs: { 'response-file': undefined },
      also: ({ outputs }) => {
        expect(outputs.response).toHaveLength(mebibyte);
      },
    },
  },
  {
    name: 'a text over 1 MiB is written to a file that the action chooses, with a warning',
    with: { path: list },
    given: replies({ status: 200, body: 'a'.repeat(mebibyte + 1) }),
    then: {
      warnings: [/The response \(1048577 bytes\) is larger than 1 MiB, .*response-file/u],
      outputs: { response: '', 'response-file': /qlik-cloud-response-/u },
    },
  },
  {
    name: 'a body that is not text is written to a file too',
    with: { path: list },
    given: replies({ status: 200, body: Buffer.from([0xff, 0xfe, 0x41]) }),
    then: {
      warnings: [/The response \(3 bytes\) .* not text/u],
      outputs: { response: '', 'response-file': /./u },
    },
  },
  {
    name: 'a body with NUL is not text',
    with: { path: list, 'response-file': 'nul.bin' },
    given: replies({ status: 200, body: 'a\0b' }),
    then: { outputs: { response: '' }, files: { 'nul.bin': 'a\0b' } },
  },
  {
    name: 'select works on a body that is larger than an output',
    with: { path: list, select: 'length(data)', 'response-file': 'big.json' },
    given: replies({ status: 200, body: JSON.stringify({ data: Array(200_000).fill('abcde') }) }),
    then: { outputs: { result: '200000', response: '' } },
  },
  {
    name: 'a compressed body is decoded, although none was requested',
    with: { path: list },
    given: replies({
      status: 200,
      body: gzipSync('{"message":"bar"}'),
      headers: { 'content-encoding': 'gzip' },
    }),
    then: { outputs: { response: '{"message":"bar"}' } },
  },
  {
    name: 'a content coding that cannot be decoded is an error',
    with: { path: list, retries: '0' },
    given: replies({ status: 200, body: 'x', headers: { 'content-encoding': 'gzip, compress' } }),
    then: { fails: 'has a content-encoding that cannot be decoded: compress' },
  },
  {
    name: 'a truncated compressed body is an error',
    with: { path: list, retries: '0' },
    given: (tenant) => {
      script(tenant, `GET ${list}`, faults.cutGzip);
      return undefined;
    },
    then: { fails: 'the compressed body is truncated' },
  },
];
