import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { framesOf } from '../src/runner/run.ts';
import { runNode } from '../scripts/run-node.ts';
import { actionFolder } from './support/manifest.ts';

describe('an unexpected fault', () => {
  it('is reported with its line in src, by the source map beside the bundle', async () => {
    const temp = mkdtempSync(path.join(tmpdir(), 'frames-'));
    try {
      // What marks the end of an output cannot be made.
      const preload = path.join(temp, 'preload.cjs');
      writeFileSync(
        preload,
        "require('node:crypto').randomUUID = () => { throw new Error('a message'); };",
      );
      const outputs = path.join(temp, 'outputs');
      writeFileSync(outputs, '');
      const main = path.join(actionFolder, 'dist/main/index.js');
      const { code, stdout } = await runNode(['--require', preload, main], {
        cwd: temp,
        env: {
          'INPUT_TENANT-URL': 'http://127.0.0.1:9',
          'INPUT_ACCESS-TOKEN': 'a-token-of-good-length',
          GITHUB_OUTPUT: outputs,
        },
      });
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /^::error [^\n]*an unexpected fault in the action \(Error\): please report it \(src\/[a-z/-]+\.ts:\d+\)$/mu,
      );
      expect(stdout).toMatch(
        /^::debug::.*src\/runner\/github\.ts:\d+:\d+.*src\/step\.ts:\d+:\d+/mu,
      );
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  });

  it('is reported without its message, and unmapped if there is no source map', () => {
    const error = new Error('a message with a secret');
    error.stack =
      'Error: a message with a secret\n    at f (/no/such/index.js:1:2)\n    at g\n    at node:fs:1:2';
    expect(framesOf(error)).toBe('    at f (/no/such/index.js:1:2)\n    at g\n    at node:fs:1:2');
  });

  it('is mapped frame by frame, wherever the action is installed', () => {
    const sought = 'async function connectEarly';
    const bundle = path.join(actionFolder, 'dist/main/index.js');
    const text = readFileSync(bundle, 'utf8').split('\n');
    const line = String(text.findIndex((row) => row.includes(sought)) + 1);
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'my actions'));
    try {
      const copy = path.join(elsewhere, 'index.js');
      cpSync(`${bundle}.map`, `${copy}.map`);
      for (const file of [bundle, copy]) {
        const error = new Error('x');
        error.stack = [
          'Error: x',
          `    at f [as g] (${file}:${line}:16)`,
          `    at async ${file}:${line}:16`,
          `    at ${file}:${line}:16`,
          `    at g (${file}:1:1)`,
        ].join('\n');
        expect(framesOf(error).replaceAll(/\d+:\d+/gu, '1:1')).toBe(
          [
            '    at f [as g] (src/http/connections.ts:1:1)',
            '    at async src/http/connections.ts:1:1',
            '    at src/http/connections.ts:1:1',
            `    at g (${file}:1:1)`,
          ].join('\n'),
        );
      }
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it('may be any value', () => {
    expect(framesOf('thrown text')).toBe('');
    const bare = new Error('x');
    delete bare.stack;
    expect(framesOf(bare)).toBe('');
  });
});
