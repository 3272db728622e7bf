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

/**
 * Licences that let anyone bundle the code as it is, and ask that whoever gets the bundle is told where
 * its source is (MPL-2.0, section 3.2): the list says so.
 */
export const withSource: readonly string[] = ['MPL-2.0'];

/** Names of the files that carry a licence, or the notice that Apache-2.0 §4(d) wants kept. */
const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The list that goes beside a bundle: every package with its version, SPDX id and licence texts.
 *
 * @param packages what the bundle holds
 * @returns the list as text, with LF line ends on every platform
 * @throws Error naming every package that is under none of {@link permissive} and {@link withSource},
 *   or does not say where its source is though it has to
 */
export async function licenceList(packages: readonly BundledPackage[]): Promise<string> {
  const may = ({ license, source }: BundledPackage): boolean =>
    permissive.includes(license) || (withSource.includes(license) && source !== '');
  const refused = packages.filter((bundled) => !may(bundled));
  if (refused.length > 0) {
    const named = refused.map((p) => `${p.name}@${p.version} (${p.license || 'no licence named'})`);
    throw new Error(`may not be bundled, its licence does not allow it: ${named.join(', ')}`);
  }
  const sections = await Promise.all(packages.map(section));
  return sections.join(`\n${'-'.repeat(80)}\n\n`);
}

async function section({
  name,
  version,
  license,
  source,
  folder,
}: BundledPackage): Promise<string> {
  const files = (await readdir(folder)).filter((file) => licenceFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length === 0) {
    texts.push(`The package comes without a licence text; its package.json names ${license}.`);
  }
  const body = texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
  const where = withSource.includes(license)
    ? `Source: ${source} (bundled unmodified; the same as the npm package ${name} ${version})\n`
    : '';
  return `${name} ${version}\nLicence: ${license}\n${where}\n${body}\n`;
}
