import { readFile } from 'node:fs/promises';
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
