import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundledPackage } from './bundled-modules.ts';

/** Licences that let anyone bundle the code and ask for no more than a notice (SPDX ids). */
export const permissive: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
];

/** Names of the files that carry a licence, or the notice that Apache-2.0 §4(d) wants kept. */
const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The list that goes beside a bundle: every package with its version, SPDX id and licence texts.
 *
 * @param packages what the bundle holds
 * @returns the list as text, with LF line ends on every platform
 * @throws Error naming every package that is not under one of {@link permissive}
 */
export async function licenceList(packages: readonly BundledPackage[]): Promise<string> {
  const refused = packages.filter(({ license }) => !permissive.includes(license));
  if (refused.length > 0) {
    const named = refused.map((p) => `${p.name}@${p.version} (${p.license || 'no licence named'})`);
    throw new Error(`may not be bundled, not under a permissive licence: ${named.join(', ')}`);
  }
  const sections = await Promise.all(packages.map(section));
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}

async function section({ name, version, license, folder }: BundledPackage): Promise<string> {
  const files = (await readdir(folder)).filter((file) => licenceFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length === 0) {
    texts.push(`The package comes without a licence text; its package.json names ${license}.`);
  }
  const body = texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return `${name} ${version}\nLicence: ${license}\n\n${body}\n`;
}
