import { readdirSync } from 'node:fs';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/**
 * The floors of src, from the top: a file imports from its own floor and from those below, never
 * from one above. Files that stand in src itself are named with their ending, folders without.
 */
export const floors = [
  ['main.ts', 'post.ts'],
  ['step.ts', 'cleanup.ts'],
  ['call.ts', 'find.ts', 'result.ts'],
  ['summary'],
  ['inputs'],
  ['jobs'],
  ['oauth', 'response', 'qlik-cli'],
  ['http'],
  ['errors'],
  ['tenant.ts', 'version.ts', 'state.ts'],
  ['runner'],
  ['folders.ts'],
  ['failure.ts', 'json.ts', 'troubleshooting.ts'],
  ['absent.ts'],
];

/** Entry points: each is a program of its own, and nothing may import it. */
const programs = floors[0];

const entries = readdirSync(new URL('src', import.meta.url));
for (const entry of entries.filter((name) => name !== 'tsconfig.json')) {
  if (!floors.flat().includes(entry)) {
    throw new Error(`src/${entry} stands on no floor: put it into the table in eslint.config.js`);
  }
}

/**
 * Refuses static and dynamic imports by their specifier.
 *
 * @param {string[]} files globs of the importing files
 * @param {{ regex: string, message: string }[]} refused
 */
const refuseImports = (files, refused) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: refused }],
    'no-restricted-syntax': [
      'error',
      ...refused.map(({ regex, message }) => ({
        selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\u002F')}/]`,
        message,
      })),
    ],
  },
});

const escape = (name) => name.replaceAll('.', '\\.');

const boundaries = floors.flatMap((floor, i) => {
  const above = [...new Set([...floors.slice(0, i).flat(), ...programs])];
  return floor.map((entry) => {
    const isFile = entry.endsWith('.ts');
    const up = isFile ? '^\\./' : '^(\\.\\./)+';
    const names = above.map((name) => escape(name) + (name.endsWith('.ts') ? '$' : '/'));
    return refuseImports(
      [isFile ? `src/${entry}` : `src/${entry}/**/*.ts`],
      [
        {
          regex: `${up}(${names.join('|')})`,
          message: `src/${entry} may not import it: see the floors in eslint.config.js.`,
        },
        {
          regex: `${isFile ? '^' : '^(\\.\\./)*'}\\.\\./(sandbox|bench|scripts|__tests__)/`,
          message: 'src imports nothing from outside src.',
        },
      ],
    );
  });
});

const typed = ['src', 'sandbox', 'scripts', 'bench', '__tests__'].map((dir) => `${dir}/**/*.ts`);

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'reports/'] },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  // The runner reads what an action prints as commands: src writes through its Log only.
  { files: ['src/**/*.ts'], rules: { 'no-console': 'error' } },
  ...boundaries,
  {
    files: ['__tests__/**/*.test.ts'],
    extends: [jest.configs['flat/recommended']],
    settings: { jest: { globalPackage: '@jest/globals' } },
    rules: {
      'jest/no-disabled-tests': 'error',
      'jest/no-focused-tests': 'error',
      'jest/prefer-importing-jest-globals': 'error',
      // A property asserts what holds for the one outcome or the other.
      'jest/no-conditional-expect': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'jest/no-standalone-expect': [
        'error',
        { additionalTestBlockFunctions: ['withLinks', 'itWithTool'] },
      ],
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect*', 'assert*', 'check', 'fc.assert'] },
      ],
    },
  },
);
