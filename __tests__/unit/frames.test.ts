import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { framesOf } from '../../src/runner/frames.ts';
import { runNode } from '../../scripts/run-node.ts';
import { actionFolder } from '../support/manifest.ts';

describe('a fault that nobody expected', () => {
  it('is told with its line in src, by the map beside the bundle', async () => {
    const temp = mkdtempSync(path.join(tmpdir(), 'frames-'));
    try {
      // Where the file of the outputs should be is nothing.
      const { code, stdout } = await runNode([path.join(actionFolder, 'dist/main/index.js')], {
        cwd: temp,
        env: {
          'INPUT_TENANT-URL': 'http://127.0.0.1:9',
          'INPUT_ACCESS-TOKEN': 'a-token-of-good-length',
          GITHUB_OUTPUT: path.join(temp, 'nothing'),
        },
      });
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /^::error [^\n]*an unexpected fault of the action \(Error\): please report it \(src\/[a-z/-]+\.ts:\d+\)$/mu,
      );
      expect(stdout).toMatch(
        /^::debug::.*src\/runner\/github\.ts:\d+:\d+.*src\/step\.ts:\d+:\d+/mu,
      );
    } finally {
      rmSync(temp, { recursive: true, force: true });
    }
  });

  it('is told without a message, and as it is where there is no map', () => {
    const error = new Error('a message with a secret');
    error.stack =
      'Error: a message with a secret\n    at f (file:///no/such/index.js:1:2)\n    at g';
    expect(framesOf(error)).toBe('    at f (file:///no/such/index.js:1:2)\n    at g');
  });

  it('is told as the map has it, frame by frame', () => {
    const bundle = pathToFileURL(path.join(actionFolder, 'dist/main/index.js')).href;
    const lines = readFileSync(path.join(actionFolder, 'dist/main/index.js'), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('async function callAndSettle')) + 1;
    const error = new Error('x');
    error.stack = `Error: x\n    at f (${bundle}:${String(line)}:16)\n    at g (${bundle}:1:1)`;
    expect(framesOf(error)).toMatch(/^ {4}at f \(src\/step\.ts:\d+:\d+\)\n {4}at g \(file:/u);
  });

  it('may be anything', () => {
    expect(framesOf('thrown text')).toBe('');
    const bare = new Error('x');
    delete bare.stack;
    expect(framesOf(bare)).toBe('');
  });
});
