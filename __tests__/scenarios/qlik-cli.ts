import { expect } from '@jest/globals';
import { parse } from 'yaml';
import { answers, qlikError } from '../support/answers.ts';
import type { Scenario, Seen } from '../support/scenario.ts';

const file = '.qlik/contexts.yml';
const ci = { 'qlik-cli-context': 'ci' };
const kept = `# Mine, do not touch
current-context: home
contexts:
  home: # where I work
    server: https://home.eu.qlikcloud.com
    server-type: cloud
    headers:
      Authorization: Bearer token-of-somebody-else
  "12": { server: https://twelve.eu.qlikcloud.com }
other: setting
`;

/** The content of the file after main. */
function written({ files }: Seen): unknown {
  return parse(files.get(file) ?? '');
}

function refused(name: string, text: string, fails: string, context = 'ci'): Scenario {
  return {
    name,
    with: { 'qlik-cli-context': context },
    files: { [file]: text },
    then: {
      fails,
      requests: [],
      files: { [file]: text },
      filesAfter: { [file]: text },
      // The log shows nothing of the file.
      logNot: ['somebody'],
    },
  };
}

export const qlikCliScenarios: readonly Scenario[] = [
  {
    name: 'the first context creates the file, which is deleted with it',
    with: ci,
    then: {
      log: [
        'qlik-cli: added the context "ci" to ~/.qlik/contexts.yml, and made it current',
        'qlik-cli: removed the context "ci" from ~/.qlik/contexts.yml',
      ],
      filesAfter: { [file]: undefined },
      also: (seen) => {
        expect(written(seen)).toEqual({
          'current-context': 'ci',
          contexts: {
            ci: {
              server: seen.tenant.url,
              'server-type': 'cloud',
              headers: { Authorization: `Bearer ${seen.outputs['access-token'] ?? ''}` },
            },
          },
        });
        expect(seen.state).not.toContain('server-type');
      },
    },
  },
  {
    name: 'other contexts, settings and comments stay as they are',
    with: ci,
    files: { [file]: kept },
    then: {
      files: { [file]: /^# Mine, do not touch\ncurrent-context: ci\n.*home: # where I work\n/su },
      filesAfter: { [file]: kept },
      also: (seen) => {
        expect(written(seen)).toMatchObject({
          'current-context': 'ci',
          contexts: { home: {}, 12: {}, ci: { server: seen.tenant.url } },
          other: 'setting',
        });
        expect(seen.state).not.toContain('somebody');
      },
    },
  },
  {
    name: 'a context has the newest token, and is removed',
    with: { ...ci, path: '/api/v1/users/me' },
    given: answers('GET /api/v1/users/me', qlikError(401, 'AUTH-1', 'Unauthorized')),
    then: {
      filesAfter: { [file]: undefined },
      also: (seen) => {
        const token = seen.outputs['access-token'] ?? '';
        expect(written(seen)).toMatchObject({
          contexts: { ci: { headers: { Authorization: `Bearer ${token}` } } },
        });
      },
    },
  },
  {
    name: 'a context is removed even with revoke-token: false',
    with: { ...ci, 'revoke-token': 'false' },
    then: { filesAfter: { [file]: undefined }, postRequests: [] },
  },
  {
    name: 'a context with a supplied token is removed too',
    with: { ...ci, 'client-id': '', 'client-secret': '' },
    given: (tenant) => ({ 'access-token': tenant.issueToken().token }),
    then: {
      filesAfter: { [file]: undefined },
      requests: [],
      postRequests: [],
      also: (seen) => {
        expect(written(seen)).toMatchObject({ 'current-context': 'ci' });
      },
    },
  },
  {
    name: 'a context is removed even if the call failed',
    with: { ...ci, path: '/api/v1/spaces/none' },
    then: { fails: '404', filesAfter: { [file]: undefined } },
  },
  {
    name: 'a step that gets no token adds no context',
    with: { ...ci, 'client-secret': 'another-secret-0123456789' },
    then: {
      fails: 'No access token',
      files: { [file]: undefined },
      filesAfter: { [file]: undefined },
    },
  },
  {
    name: 'a file without contexts gets its first one',
    with: ci,
    files: { [file]: 'contexts: {}\n' },
    then: {
      filesAfter: { [file]: 'contexts: {}\n' },
      also: (seen) => {
        expect(written(seen)).toMatchObject({ contexts: { ci: {} } });
      },
    },
  },
  {
    // A library may warn about them on standard error, with their text: see bundle.ts.
    name: 'a file with odd keys is not shown, and stays as it is',
    with: ci,
    files: { [file]: '? [somebody]\n: 1\ncontexts:\n  home: {}\n' },
    then: {
      filesAfter: { [file]: /somebody.*\n.*1\ncontexts:\n {2}home: \{\}\n/u },
      logNot: ['somebody'],
    },
  },
  refused(
    'an existing context of that name is never replaced',
    kept,
    '`qlik-cli-context`: ~/.qlik/contexts.yml already has a context "home"; choose another name',
    'home',
  ),
  refused(
    'an existing context is not replaced if YAML takes its name for a number',
    kept,
    'already has a context "12"',
    '12',
  ),
  refused(
    'a file that is not YAML is left alone',
    'a: [somebody\n',
    '~/.qlik/contexts.yml cannot be read: it is not YAML (line',
  ),
  refused('a file that is a list is left alone', '- somebody\n', 'it is not a map of contexts'),
  refused(
    'a file whose contexts are a list is left alone',
    'contexts: [somebody]\n',
    'its `contexts` are not a map',
  ),
  refused(
    'a file that is nested too deeply is left alone',
    `contexts: ${'['.repeat(20_000)}\n`,
    'it is nested too deeply',
  ),
  refused('a file over 1 MiB is left alone', `# ${'x'.repeat(1024 * 1024)}\n`, '1 MiB'),
  {
    name: 'a folder in place of the file is refused',
    with: ci,
    files: { [`${file}/x`]: '' },
    then: { fails: '~/.qlik/contexts.yml cannot be read: it is not a file', requests: [] },
  },
  {
    name: 'a file in place of the folder is refused',
    with: ci,
    files: { '.qlik': 'x' },
    then: { fails: '~/.qlik/contexts.yml cannot be read: ~/.qlik is not a folder', requests: [] },
  },
  {
    name: 'a context name that a shell would not take as it is, is refused',
    with: { 'qlik-cli-context': '-x; rm' },
    then: { fails: '`qlik-cli-context`: "-x; rm" is not a valid name for a context', requests: [] },
  },
];
