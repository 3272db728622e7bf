/**
 * `node scripts/release-notes.ts v1.2.3`: prints the notes of a release, and fails unless the tag,
 * package.json and CHANGELOG.md name the same version.
 *
 * `node scripts/release-notes.ts --major v1.2.3` reads the tags of all releases, one per line, and
 * prints the tag to move, such as `v1`, or nothing if a newer version already has it.
 *
 * Runs in jobs that may write to the repository, so it uses nothing but Node.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.ts';

/** The tag of a release: pre-releases are not allowed, so that `v1` can point to each. */
const releaseTag = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/u;

/** The parts of a release. */
export interface Release {
  /** As pushed, such as `v1.2.3`. */
  readonly tag: string;
  /** `version` of package.json. */
  readonly version: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** Where it is published, as in `owner/name`, and the commit; undefined when not on GitHub. */
  readonly from?: { readonly repository: string; readonly commit: string };
}

/**
 * @returns the notes in Markdown: the version's section, and how to pin and verify the release
 * @throws Error if the tag is not that of a release, or the three do not name the same version
 */
export function releaseNotes({ tag, version, changelog, from }: Release): string {
  if (!releaseTag.test(tag)) throw new Error(`${tag} is not a tag like v1.2.3`);
  if (tag !== `v${version}`) throw new Error(`${tag} is not v${version}, which package.json has`);
  const sections = changelog.replaceAll('\r\n', '\n').split(/^## /mu).slice(1);
  const found = sections.filter((section) => section.split('\n')[0]?.trim() === version);
  if (found.length > 1) throw new Error(`CHANGELOG.md has ${String(found.length)} × ${version}`);
  const notes = found[0]?.split('\n').slice(1).join('\n').trim() ?? '';
  if (notes === '') throw new Error(`CHANGELOG.md has no section ${version}, or an empty one`);
  if (from === undefined) return notes;
  return [
    notes,
    'Pinned to what was tested:',
    `\`\`\`yaml\n- uses: ${from.repository}@${from.commit} # ${tag}\n\`\`\``,
  ].join('\n\n');
}

/**
 * @param tag of the new release
 * @param released all published tags, in any order, including those of no release
 * @returns the tag of its major version; undefined if that belongs to a newer release
 * @throws Error if the tag is not that of a release
 */
export function majorTag(tag: string, released: readonly string[]): string | undefined {
  const parts = (text: string): number[] | undefined => releaseTag.exec(text)?.slice(1).map(Number);
  const own = parts(tag);
  if (own === undefined) throw new Error(`${tag} is not a tag like v1.2.3`);
  const [major = 0, minor = 0, patch = 0] = own;
  const isNewer = ([m = 0, n = 0, p = 0]: number[]): boolean =>
    m === major && (n > minor || (n === minor && p > patch));
  return released.some((one) => isNewer(parts(one) ?? [-1])) ? undefined : `v${String(major)}`;
}

function main([first = '', second = '']: readonly string[]): void {
  if (first === '--major') {
    const released = readFileSync(0, 'utf8').split(/\r?\n/u).filter(Boolean);
    const major = majorTag(second, released);
    if (major !== undefined) console.log(major);
    return;
  }
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = process.env;
  const from = repository && commit ? { from: { repository, commit } } : {};
  console.log(releaseNotes({ tag: first, version, changelog: read('CHANGELOG.md'), ...from }));
}

if (import.meta.main) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
