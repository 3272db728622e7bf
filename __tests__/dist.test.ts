import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sizes } from '../bench/sizes.ts';
import * as absent from '../src/absent.ts';
import { actionFolder } from './support/manifest.ts';

const file = (name: string): string => path.join(actionFolder, 'dist', name);

describe.each(['main', 'post'])('the bundle of %s', (name) => {
  it('keeps within the sizes in bench/budget.json, at the start and in each chunk', () => {
    const found = sizes(path.join(actionFolder, 'dist')).filter(({ bundle }) => bundle === name);
    expect(found.map(({ file }) => file)).toContain('index.js');
    expect(found.filter(({ size, most }) => most === undefined || size > most)).toEqual([]);
  });

  it('is CommonJS and pure ASCII, which Node and V8 load faster', () => {
    const code = readdirSync(file(name)).filter((entry) => entry.endsWith('.js'));
    expect(code).toContain('index.js');
    for (const entry of code) {
      const text = readFileSync(file(`${name}/${entry}`), 'utf8');
      expect([entry, /[^\n\t -~]/u.exec(text)]).toEqual([entry, null]);
      expect([entry, /^(?:import|export)\b.*/mu.exec(text)]).toEqual([entry, null]);
    }
    expect(JSON.parse(readFileSync(file(`${name}/package.json`), 'utf8'))).toEqual({
      type: 'commonjs',
    });
  });

  it('lists its licences, and contains no package that src/absent replaces', () => {
    const licences = readFileSync(file(`${name}/licenses.txt`), 'utf8');
    expect(licences).toContain('@actions/http-client');
    for (const [, about = ''] of licences.matchAll(/^Licence: MPL-2\.0\n(.*)/gmu))
      expect(about).toMatch(/^Source: https:\/\/github\.com\/\S+ \(bundled unmodified/u);
    expect(licences).not.toMatch(/^(?:undici|tunnel|@actions\/exec|@actions\/io) /mu);
    const code = readdirSync(file(name))
      .filter((entry) => entry.endsWith('.js'))
      .map((entry) => readFileSync(file(`${name}/${entry}`), 'utf8'))
      .join('\n');
    expect(code).not.toContain('node_modules/undici');
    expect(code).toContain('this package is not in this bundle');
  });
});

describe('the replacement for a package that is left out', () => {
  it.each(Object.values(absent))(
    'fails with a message if it is needed after all: %p',
    (standIn) => {
      expect(() => standIn()).toThrow('is not in this bundle');
    },
  );
});
