import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { importJWK, type JWK, jwtVerify } from 'jose';
import { readPrivateKey } from '../src/oauth/private-key.ts';
import { actionFolder } from './support/manifest.ts';

/** The commands in docs/setup.md. */
const page = readFileSync(path.join(actionFolder, 'docs/setup.md'), 'utf8');
const commands = [...page.matchAll(/^( *)```sh\n([^]*?)\n *```$/gmu)].map(
  ([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gmu'), ''),
);
const making = commands.filter((text) => text.startsWith('openssl genpkey'));
const converting = commands.filter((text) => text.includes('createPublicKey'));

const describeWithTools = (() => {
  try {
    execFileSync('sh', ['-c', 'openssl version'], { stdio: 'ignore' });
    return describe;
  } catch {
    return describe.skip;
  }
})();

describeWithTools('the key pair that docs/setup.md tells how to make', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'setup-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const shell = (text: string): string =>
    execFileSync('sh', ['-c', text], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  it('is described, for both kinds of client', () => {
    expect([making.length, converting.length]).toEqual([2, 1]);
  });

  it.each(making)('%s', async (make) => {
    shell(make);
    const jwk = JSON.parse(shell(converting[0] ?? '')) as JWK;
    expect(jwk).toMatchObject({ kid: 'qlik-ci-2026-01', use: 'sig' });
    expect(jwk).not.toHaveProperty('d');
    const signer = readPrivateKey(readFileSync(path.join(folder, 'qlik-ci.pem'), 'utf8'));
    const audience = 'https://acme.eu.qlikcloud.com/oauth/token';
    const about = { clientId: 'a', keyId: jwk.kid ?? '', audience, now: Date.now() };
    const { protectedHeader } = await jwtVerify(
      signer.assertion(about),
      await importJWK(jwk, jwk.alg),
      { audience },
    );
    expect(protectedHeader).toMatchObject({ alg: jwk.alg, kid: jwk.kid });
  });
});
