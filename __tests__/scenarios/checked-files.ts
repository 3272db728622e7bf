import { expect } from '@jest/globals';
import { answers } from '../support/answers.ts';
import type { Scenario } from '../support/scenario.ts';

const path = '/api/v1/thing';
const post = { path, method: 'POST' };
const ok = { status: 200, json: { ok: true } };
const pointer = [
  'version https://git-lfs.github.com/spec/v1',
  'oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393',
  'size 12345',
  '',
].join('\n');
const mebibyte = 1024 * 1024;

/** A step that is refused before it sends anything, because of a file or a body. */
function refused(
  name: string,
  given: Readonly<Record<string, string>>,
  fails: string | RegExp,
  more: Partial<Omit<Scenario, 'name' | 'with' | 'then'>> = {},
): Scenario {
  return {
    name: `refused: ${name}`,
    with: { ...post, ...given },
    ...more,
    then: { fails, requests: [], outputs: { 'access-token': undefined } },
  };
}

/** A step whose body reaches the tenant byte for byte. */
function sent(
  name: string,
  given: Readonly<Record<string, string>>,
  file: string | Uint8Array,
  more: Partial<Omit<Scenario, 'name' | 'with' | 'then'>> = {},
): Scenario {
  const to = { ...post, ...given };
  return {
    name,
    with: to,
    files: { [given['body-file'] ?? 'a']: file },
    given: answers(`POST ${to.path}`, ok),
    ...more,
    then: {
      also: ({ tenant }) => {
        const bytes = Buffer.from(file);
        const { body = Buffer.of(), bodyBytes } = tenant.journal[1] ?? {};
        expect(bodyBytes).toBe(bytes.length);
        // The tenant keeps only the beginning of a large body.
        expect(body.equals(bytes.subarray(0, body.length))).toBe(true);
      },
    },
  };
}

const empty: readonly Scenario[] = [
  refused(
    'an empty file as the body',
    { 'body-file': 'empty.qvf' },
    'Bad input: `body-file`: "empty.qvf" is empty. Check the step that creates it',
    { files: { 'empty.qvf': '' } },
  ),
  refused(
    'an empty file as temporary content',
    { path: '/api/v1/temp-contents', 'body-file': 'empty.qvf' },
    '"empty.qvf" is empty',
    { files: { 'empty.qvf': '' }, inProcessOnly: true },
  ),
  {
    name: 'an empty file in a form is sent, with a warning',
    with: { ...post, 'form-files': 'file=a.csv\nother=b.csv' },
    files: { 'a.csv': '', 'b.csv': 'x' },
    given: answers(`POST ${path}`, ok),
    then: {
      warnings: [/^`form-files`: "a\.csv" is empty, and is sent that way/u],
      outputs: { status: '200' },
    },
  },
];

const pointers: readonly Scenario[] = [
  refused(
    'a Git LFS pointer as the body',
    { 'body-file': 'apps/sales.qvf' },
    'Bad input: `body-file`: "apps/sales.qvf" is a Git LFS pointer, not the file itself. Set `lfs: true` on the actions/checkout step',
    { files: { 'apps/sales.qvf': pointer } },
  ),
  refused(
    'a Git LFS pointer in a form, along with a missing file',
    { 'form-files': 'a=a.csv\nb=b.csv\nc=none' },
    /2 bad inputs:\n- `form-files`: "a\.csv" is a Git LFS pointer, not the file itself.*lfs: true[^]*`form-files`: "none" does not exist/u,
    { files: { 'a.csv': pointer.replaceAll('\n', '\r\n'), 'b.csv': 'x' } },
  ),
  refused(
    'a Git LFS pointer as temporary content, along with bad headers',
    { path: '/api/v1/temp-contents', 'body-file': 'a.json', headers: 'X-Own' },
    /`headers`: [^]*`body-file`: "a\.json" is a Git LFS pointer, not the file itself/u,
    { files: { 'a.json': pointer }, inProcessOnly: true },
  ),
  sent(
    'a file that mentions Git LFS further down is not a pointer',
    { 'body-file': 'a.txt' },
    `see ${pointer}`,
    { inProcessOnly: true },
  ),
];

/** Files that are not valid JSON: the fault, the content and the error. */
const noJson: readonly (readonly [name: string, file: string | Uint8Array, says: string])[] = [
  [
    'a byte order mark',
    '\ufeff{"a":1}',
    'begins with a byte order mark (line 1, column 1). Save it as UTF-8 without one',
  ],
  [
    'UTF-16 encoding',
    Buffer.from('\ufeff{"a":1}', 'utf16le'),
    'is in UTF-16 (line 1, column 1). Save it as UTF-8',
  ],
  [
    'UTF-16 encoding and no byte order mark',
    Buffer.from('{"a":1}', 'utf16le').swap16(),
    'is in UTF-16 (line 1, column 1). Save it as UTF-8',
  ],
  [
    'Latin 1 encoding',
    // The replacement character before it is intended.
    Buffer.concat([Buffer.from('{"a":1,\n "b\ufffd": "caf'), Buffer.of(0xe9, 0x22, 0x7d)]),
    'is not valid UTF-8 at line 2, column 12. Save it as UTF-8',
  ],
  [
    'a syntax error',
    '{\n  "a": 1,\n  "hunter22": yes\n}',
    'is not valid JSON at line 3, column 15. Correct it there',
  ],
  [
    'a premature end',
    '{"a": [1, 2',
    'is not valid JSON at line 1, column 12. The text ends there, but a bracket or a quote is still open',
  ],
  [
    'a trailing comma',
    '{"a": 1,\r\n}',
    'is not valid JSON at line 2, column 1. Remove the comma before this bracket',
  ],
];

const json: readonly Scenario[] = [
  ...noJson.map(([name, file, says]) =>
    refused(
      `a JSON file with ${name}`,
      { 'body-file': 'b.json' },
      `Bad input: \`body-file\`: "b.json" ${says}`,
      {
        files: { 'b.json': file },
        ...(name === 'UTF-16 encoding' ? {} : { inProcessOnly: true as const }),
      },
    ),
  ),
  ...['application/json', 'Application/JSON; charset=utf-8', 'application/merge-patch+json'].map(
    (type) =>
      refused(
        `a file that is not JSON, with Content-Type ${type}`,
        { 'body-file': 'b.txt', headers: `Content-Type: ${type}` },
        '"b.txt" is not valid JSON at line 1, column 1',
        { files: { 'b.txt': 'hunter22' }, inProcessOnly: true },
      ),
  ),
  refused(
    'a file of exactly 16 MiB that is not JSON',
    { 'body-file': 'b.json' },
    `is not valid JSON at line 1, column ${String(16 * mebibyte)}`,
    { files: { 'b.json': `[${' '.repeat(16 * mebibyte - 2)}}` }, inProcessOnly: true },
  ),
  sent(
    'a JSON file over 16 MiB is not checked',
    { 'body-file': 'b.json' },
    `[${' '.repeat(16 * mebibyte - 1)}}`,
    { inProcessOnly: true },
  ),
  sent('a JSON file is sent unchanged', { 'body-file': 'b.json' }, '{"ä": [1.0, null]}\n'),
  sent(
    'a .json file with another Content-Type is not checked',
    { 'body-file': 'b.json', headers: 'Content-Type: application/x-ndjson' },
    '{}\n{}\n',
    { inProcessOnly: true },
  ),
  ...[
    '/api/v1/temp-contents',
    'api/v1/temp-contents?filename=b.json',
    '/api/core/temp-contents/x',
  ].map((place) =>
    sent(
      `a file for ${place} is not checked, whatever its content`,
      { path: place, 'body-file': 'b.json' },
      '\ufeff{',
      {
        inProcessOnly: true,
        given: answers(`POST /${place.replace(/^\/|\?.*$/gu, '')}`, ok),
      },
    ),
  ),
  refused(
    'a file that is not JSON, for a path that only looks like temporary content',
    { path: '/api/v1/temp-contents-log?x=/temp-contents/', 'body-file': 'b.json' },
    'is not valid JSON at line 1, column 2',
    { files: { 'b.json': '{' }, inProcessOnly: true },
  ),
  {
    name: 'a file in a form is not checked, whatever its content',
    with: { ...post, 'form-files': 'file=b.json' },
    files: { 'b.json': '\ufeff{' },
    given: answers(`POST ${path}`, ok),
    inProcessOnly: true,
    then: { outputs: { status: '200' } },
  },
];

/** Bodies that are not valid JSON, and the error for each. */
const bodies: readonly (readonly [body: string, says: string])[] = [
  [
    '{"name": hunter22}',
    'is not valid JSON at line 1, column 10. Insert free text with toJSON(), or set another Content-Type in `headers`',
  ],
  [
    '{\n  "a": 1\n  "b": 2\n}',
    'is not valid JSON at line 3, column 3. Insert free text with toJSON()',
  ],
  [
    `'{"a": "hunter22"}'`,
    'is not valid JSON at line 1, column 1. It begins with a single quote: leave out the quotes around it',
  ],
  [
    `{'a': 'hunter22'}`,
    'is not valid JSON at line 1, column 2. JSON uses double quotes, not single ones',
  ],
  [
    `{"a": 'hunter22'}`,
    'is not valid JSON at line 1, column 7. JSON uses double quotes, not single ones',
  ],
  [
    '{“a”: 1}',
    'is not valid JSON at line 1, column 2. JSON uses plain double quotes, not typographic ones',
  ],
  [
    '{"a": "one\ntwo"}',
    'is not valid JSON at line 1, column 11. Inside quotes, write a line break',
  ],
  [
    '{"a": 1',
    'is not valid JSON at line 1, column 8. The text ends there, but a bracket or a quote is still open',
  ],
  [' ', 'is not valid JSON at line 1, column 2. Insert free text with toJSON()'],
  ['[1, 2,]', 'is not valid JSON at line 1, column 7. Remove the comma before this bracket'],
  ['\ufeff{}', 'begins with a byte order mark (line 1, column 1)'],
];

const texts: readonly Scenario[] = bodies.map(([body, says]) => ({
  ...refused(`the body ${JSON.stringify(body)}`, { body }, `Bad input: \`body\`: ${says}`, {
    inProcessOnly: true,
  }),
  then: {
    fails: `Bad input: \`body\`: ${says}`,
    requests: [],
    logNot: ['hunter22'],
    also: ({ errors }) => {
      expect(errors[0]).not.toContain('hunter22');
    },
  },
}));

const repeated: readonly Scenario[] = [
  refused(
    'a form field that is given twice',
    { form: 'a=1\nb=2\n a = 3' },
    'Bad input: `form`: "a" is given twice',
    { inProcessOnly: true },
  ),
  refused(
    'a form file that is given twice',
    { 'form-files': 'a=f\na=f' },
    'Bad input: `form-files`: "a" is given twice',
    { files: { f: 'x' }, inProcessOnly: true },
  ),
  refused(
    'a name in both form and form-files, along with a missing file',
    { form: 'a=1', 'form-files': 'a=f\nb=none' },
    /2 bad inputs:\n[^]*`form-files`: "none" does not exist[^]*`form-files`: "a" is given twice/u,
    { files: { f: 'x' }, inProcessOnly: true },
  ),
  {
    name: 'form names are case-sensitive, and a query may repeat a name',
    with: { ...post, form: 'a=1\nA=2', query: 'id=1\nid=2' },
    given: answers(`POST ${path}`, ok),
    inProcessOnly: true,
    then: {
      also: ({ tenant }) => {
        expect(tenant.journal[1]?.query).toBe('id=1&id=2');
      },
    },
  },
];

const config = '[http] extraheader = AUTHORIZATION: basic hunter22';
const inGit = 'leads into a .git folder';

/** Links that a pull request could plant; not every Windows user may create links. */
const planted: readonly Scenario[] = [
  refused(
    'a link to the Git configuration as the body',
    { 'body-file': 'b' },
    `Bad input: \`body-file\`: "b" ${inGit}`,
    { files: { '.git/config': config }, links: { b: '.git/config' } },
  ),
  refused(
    'a form file behind a link to a .git folder',
    { 'form-files': 'f=here/config' },
    `Bad input: \`form-files\`: "here/config" ${inGit}`,
    { files: { 'sub/.git/config': config }, links: { here: 'sub/.git' }, inProcessOnly: true },
  ),
  refused(
    'a response-file that would become a Git hook through a link',
    { 'response-file': 'out/hooks/post-checkout' },
    `Bad input: \`response-file\`: "out/hooks/post-checkout" ${inGit}`,
    { files: { '.git/config': config }, links: { out: '.git' } },
  ),
  refused(
    'a response-file in a new folder behind a link into .git',
    { 'response-file': 'out/new/x' },
    `"out/new/x" ${inGit}`,
    {
      files: { '.git/modules/a/config': config },
      links: { out: '.git/modules' },
      inProcessOnly: true,
    },
  ),
];

const straight: readonly Scenario[] = [
  ...['.git/config', './.GIT/config', 'sub/.git', 'sub/../.git/config'].map((file) =>
    refused(`${file} as the body`, { 'body-file': file }, `${JSON.stringify(file)} ${inGit}`, {
      files: { '.git/config': config, '.GIT/config': config, 'sub/.git': 'gitdir: ../x' },
      inProcessOnly: true,
    }),
  ),
  ...['.git/hooks/pre-push', '.git', 'new/.Git/x', 'GIT~1/config'].map((file) =>
    refused(
      `${file} as the response-file`,
      { 'response-file': file },
      `${JSON.stringify(file)} ${inGit}`,
      { inProcessOnly: true },
    ),
  ),
  sent(
    'a file whose path only resembles .git is sent',
    { 'body-file': '.github/git/.gitignore' },
    'node_modules',
    { inProcessOnly: true },
  ),
];

/** Names that do not mean a file in the workspace on Windows. */
const notOnWindows: readonly (readonly [file: string, says: string])[] = [
  ['nul', '"nul" is a device'],
  ['a\\con.txt', '"con.txt" is a device'],
  ['COM1', '"COM1" is a device'],
  ['r.json:stream', '"r.json:stream" contains a colon'],
  ['reports./r.json', '"reports." ends with a dot'],
  ['\\\\host\\share\\r.json', 'it names another machine'],
];

const windows: readonly Scenario[] = notOnWindows.flatMap(([file, says]) =>
  [{ 'response-file': file }, { 'body-file': file }, { 'form-files': `file=${file}` }].map(
    (given) =>
      refused(
        `on Windows ${JSON.stringify(given)}`,
        given,
        new RegExp(
          `^Bad input: \`${Object.keys(given)[0] ?? ''}\`: .* on Windows: ${says.replaceAll('.', '\\.')}`,
          'u',
        ),
        { platform: 'win32', inProcessOnly: true },
      ),
  ),
);

const expanded =
  'Paths start at the workspace and are used as written: ~, *, $ and % are not expanded';

const missing: readonly Scenario[] = [
  ...['~/sales.qvf', '*.qvf', '$GITHUB_WORKSPACE/sales.qvf', '%TEMP%/x.qvf', 'a?.qvf'].map((file) =>
    refused(
      `${file}, which is not expanded`,
      { 'body-file': file },
      `Bad input: \`body-file\`: ${JSON.stringify(file)} does not exist in the workspace. ${expanded}`,
      { inProcessOnly: true },
    ),
  ),
  refused(
    'a path on the host, in a container job',
    { 'body-file': '/home/runner/work/a/a/sales.qvf' },
    /"\/home\/runner\/work\/a\/a\/sales\.qvf" does not exist\. Write a path relative to the workspace, which is .*: in a `container:` job, folders of the host/u,
  ),
];

export const checkedFileScenarios: readonly Scenario[] = [
  ...empty,
  ...pointers,
  ...json,
  ...texts,
  ...repeated,
  ...(process.platform === 'win32' ? [] : planted),
  ...straight,
  ...windows,
  ...missing,
];
