import { expect } from '@jest/globals';
import * as faults from '../../sandbox/tenant/faults.ts';
import { answers } from '../support/answers.ts';
import type { Expected, Scenario } from '../support/scenario.ts';

const path = '/api/v1/thing';
const ok = { status: 200, json: { ok: true } };
const large = 'x'.repeat(1024 * 1024 + 1);
const put = { path, method: 'PUT' };
const post = { path, method: 'POST' };

function refused(
  name: string,
  given: Readonly<Record<string, string>>,
  fails: string,
  files: Readonly<Record<string, string>> = {},
): Scenario {
  return { name: `refused: ${name}`, with: given, files, then: { fails, requests: [] } };
}

/** Expects the tenant to have received this body, with its type and length. */
function got(body: string, type: string): NonNullable<Expected['also']> {
  return ({ tenant }) => {
    const sent = tenant.journal.at(1);
    expect(sent?.body.toString()).toBe(body);
    expect(sent?.headers).toMatchObject({
      'content-type': type,
      'content-length': String(body.length),
    });
    expect(sent?.headers['transfer-encoding']).toBeUndefined();
  };
}

export const uploadScenarios: readonly Scenario[] = [
  {
    name: 'body-file is sent as bytes, with its length',
    with: { ...post, 'body-file': 'apps/sales.qvf' },
    files: { 'apps/sales.qvf': 'qvf!' },
    given: answers(`POST ${path}`, ok),
    then: { outputs: { status: '200' }, also: got('qvf!', 'application/octet-stream') },
  },
  {
    name: 'a .json body-file is sent as JSON',
    with: { ...post, 'body-file': 'a.JSON' },
    files: { 'a.JSON': '{}' },
    given: answers(`POST ${path}`, ok),
    then: { also: got('{}', 'application/json') },
  },
  {
    name: 'headers may set the Content-Type of body-file',
    with: { ...post, 'body-file': 'a.json', headers: 'Content-Type: text/plain' },
    files: { 'a.json': 'x' },
    given: answers(`POST ${path}`, ok),
    then: { also: got('x', 'text/plain') },
  },
  {
    name: 'body-file is read again from the start for each attempt',
    with: { ...put, 'body-file': 'a.bin' },
    files: { 'a.bin': large },
    given: answers(`PUT ${path}`, { status: 503, body: '' }, faults.resetBeforeHeaders, ok),
    then: {
      outputs: { status: '200' },
      also: ({ tenant }) => {
        const sent = tenant.journal.filter(({ method }) => method === 'PUT');
        expect(sent.map(({ bodyBytes }) => bodyBytes)).toEqual(Array(3).fill(large.length));
      },
    },
  },
  {
    name: 'a large body is sent with Expect: 100-continue, so that a refusal saves the upload',
    with: { ...post, 'body-file': 'a.bin' },
    files: { 'a.bin': large },
    given: answers(`POST ${path}`, ({ entry, response }) => {
      response.writeHead(413, { 'content-type': 'text/plain' });
      response.end(`too large: ${String(entry.headers.expect)}`);
    }),
    then: { fails: '413 Payload Too Large: too large: 100-continue', outputs: { status: '413' } },
  },
  {
    name: 'a large body-file is sent whole',
    with: { ...post, 'body-file': 'a.bin' },
    files: { 'a.bin': large.repeat(16) },
    given: answers(`POST ${path}`, ok),
    then: {
      also: ({ tenant }) => {
        expect(tenant.journal[1]?.bodyBytes).toBe(16 * large.length);
      },
    },
  },
  {
    name: 'a form is sent with its files and text fields, each with its type',
    with: {
      ...post,
      form: 'json={"name":"a.csv","connectionId":"1"}\nnote=7\nquote"d=a=b',
      'form-files': 'file=data/räksmörgås "1".csv\nzip=x.zip',
    },
    files: { 'data/räksmörgås "1".csv': 'a;b\r\n1;2\r\n', 'x.zip': 'PK' },
    given: answers(`POST ${path}`, ok),
    // A file name on Windows cannot contain quotes.
    ...(process.platform === 'win32' ? { inProcessOnly: true as const } : {}),
    then: {
      outputs: { status: '200' },
      also: ({ tenant }) => {
        const sent = tenant.journal[1];
        expect(sent?.headers['content-length']).toBe(String(sent?.bodyBytes));
        const text = sent?.body.toString() ?? '';
        expect(text).toContain(
          'form-data; name="json"\r\nContent-Type: application/json\r\n\r\n{"name":"a.csv"',
        );
        expect(text).toContain('form-data; name="note"\r\n\r\n7\r\n');
        expect(text).toContain('name="quote%22d"\r\n\r\na=b\r\n');
        expect(text).toContain('filename="räksmörgås %221%22.csv"\r\nContent-Type: text/csv');
        expect(text).toContain('filename="x.zip"\r\nContent-Type: application/zip\r\n\r\nPK');
      },
    },
  },
  ...['application/x-www-form-urlencoded', 'Application/X-WWW-Form-Urlencoded; charset=utf-8'].map(
    (type): Scenario => ({
      name: `a form is sent as ${type} where headers says so`,
      with: {
        ...post,
        form: 'name=Sales & Co = 1+1\nempty=\njson={"a": "Ü"}',
        headers: `Content-Type: ${type}`,
      },
      given: answers(`POST ${path}`, ok),
      then: {
        outputs: { status: '200' },
        also: ({ tenant }) => {
          const sent = tenant.journal[1];
          expect(sent?.headers['content-type']).toBe(type);
          expect(sent?.body.toString()).toBe(
            'name=Sales+%26+Co+%3D+1%2B1&empty=&json=%7B%22a%22%3A+%22%C3%9C%22%7D',
          );
        },
      },
    }),
  ),
  refused(
    'a urlencoded form with files',
    {
      ...post,
      form: 'a=b',
      'form-files': 'f=f',
      headers: 'Content-Type: application/x-www-form-urlencoded',
    },
    '`form-files`: cannot be sent as application/x-www-form-urlencoded, which has no files',
    { f: 'x' },
  ),
  refused(
    'a urlencoded form that gives a name twice',
    { ...post, form: 'a=b\na=c', headers: 'Content-Type: application/x-www-form-urlencoded' },
    '`form`: "a" is given twice',
  ),
  refused(
    'a missing body-file',
    { ...post, 'body-file': 'none' },
    '`body-file`: "none" does not exist',
  ),
  refused(
    'a body-file that is a folder',
    { ...post, 'body-file': 'here' },
    '"here" is not a file',
    { 'here/x': '' },
  ),
  refused(
    'a body-file outside the workspace',
    { ...post, 'body-file': '../../../etc/hostname' },
    '`body-file`: "../../../etc/hostname"',
  ),
  refused('a missing form file', { ...post, 'form-files': 'file=none' }, '`form-files`: "none"'),
  refused(
    'body with body-file',
    { ...post, body: '{}', 'body-file': 'a' },
    '`body-file`: cannot be used together with `body`',
    { a: 'x' },
  ),
  refused(
    'body-file with a form',
    { ...post, 'body-file': 'a', form: 'a=b' },
    '`form`: cannot be used together with `body-file`',
    { a: 'x' },
  ),
  refused(
    'body-file with GET',
    { path, 'body-file': 'a' },
    '`body-file`: cannot be used with GET',
    {
      a: 'x',
    },
  ),
  refused('a form with GET', { path, form: 'a=b' }, '`form`: cannot be used with GET'),
  refused(
    'a form with a Content-Type in headers',
    { ...post, form: 'a=b', headers: 'content-type: text/plain' },
    '`headers`: sets Content-Type',
  ),
  refused(
    'a name in both form and form-files',
    { ...post, form: 'a=b', 'form-files': 'a=f' },
    '"a" is given twice',
    { f: 'x' },
  ),
  refused('a form without =', { ...post, form: 'a' }, '`form`: entry 1'),
];
