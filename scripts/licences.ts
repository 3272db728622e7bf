import { readdir, readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Module, Stats } from '@vercel/ncc';

/** A package of which at least one file is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX id from its package.json; empty when it gives none. */
  readonly license: string;
  /** Where its source is, from its package.json; empty when it does not say. */
  readonly source: string;
  readonly folder: string;
}

/**
 * Reads from webpack's statistics which packages a bundle holds. ncc's own `--license` is no help
 * here: each chunk's list overwrites the one before it.
 *
 * @param stats what ncc gives besides the code
 * @returns the packages, by name
 * @throws Error when webpack reported an error, or left a package out of the bundle
 */
export async function bundledPackages(stats: Stats): Promise<BundledPackage[]> {
  if (stats.errors.length > 0) {
    throw new Error(stats.errors.map((error) => error.message).join('\n'));
  }
  const modules = flatten(stats.modules);
  const leftOut = modules.map(externalName).filter((name) => name && !isBuiltin(name));
  if (leftOut.length > 0) {
    throw new Error(`left out of the bundle, and not part of Node: ${leftOut.join(', ')}`);
  }
  const folders = new Set(modules.map((module) => packageFolder(module.nameForCondition ?? '')));
  folders.delete('');
  const packages = await Promise.all([...folders].map(readPackage));
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function flatten(modules: readonly Module[]): Module[] {
  return modules.flatMap((module) => [module, ...flatten(module.modules ?? [])]);
}

/** `external node-commonjs "node:fs"` names a module that is loaded at run time. */
function externalName(module: Module): string {
  return /^external .*"([^"]+)"/.exec(module.identifier ?? '')?.[1] ?? '';
}

function packageFolder(file: string): string {
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? '';
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
    repository?: string | { readonly url?: string };
  };
  const { name, version, license, repository } = manifest;
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  const source = url.replace(/^(?:git\+https?|git):\/\//u, 'https://').replace(/\.git$/u, '');
  return { name, version, license: typeof license === 'string' ? license : '', source, folder };
}

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
 * Licences that let anyone bundle the code unchanged, but require a note on where its source is
 * (MPL-2.0, section 3.2): the list has it.
 */
export const withSource: readonly string[] = ['MPL-2.0'];

/** Names of files with a licence, or with the notice that Apache-2.0 §4(d) requires. */
const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The list that accompanies a bundle: every package with its version, SPDX id and licence texts.
 *
 * @param packages the packages in the bundle
 * @returns the list as text, with LF line breaks on every platform
 * @throws Error that names every package whose licence is neither in {@link permissive} nor in
 *   {@link withSource}, or that lacks the required address of its source
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
