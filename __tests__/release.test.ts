import { describe, expect, it } from '@jest/globals';
import { majorTag, releaseNotes } from '../scripts/release-notes.ts';

const changelog =
  '# Changelog\n\n## 1.10.0\n\n- New.\n\n### Fixed\n\n- Mended.\n\n## 1.1.0\n\n- Old.\n';
const release = { tag: 'v1.10.0', version: '1.10.0', changelog };

describe('the notes of a release', () => {
  it('are the section of its version only', () => {
    expect(releaseNotes(release)).toBe('- New.\n\n### Fixed\n\n- Mended.');
    expect(releaseNotes({ ...release, tag: 'v1.1.0', version: '1.1.0' })).toBe('- Old.');
  });

  it('are the same with Windows line breaks', () => {
    const windows = { ...release, changelog: changelog.replaceAll('\n', '\r\n') };
    expect(releaseNotes(windows)).toBe(releaseNotes(release));
  });

  it('say how to pin the release if the repository is known', () => {
    const from = { repository: 'acme/qlik', commit: 'f'.repeat(40) };
    expect(releaseNotes({ ...release, from })).toContain(
      `- uses: acme/qlik@${'f'.repeat(40)} # v1.10.0`,
    );
  });

  it.each([
    ['a tag of another version', { tag: 'v1.1.0' }, 'v1.1.0 is not v1.10.0'],
    ['a version that package.json lacks', { version: '1.1.0' }, 'is not v1.1.0'],
    ['a tag that is no version', { tag: 'v1.10.0-rc.1' }, 'is not a tag like'],
    ['a tag with a leading zero', { tag: 'v1.010.0' }, 'is not a tag like'],
    ['a change log without it', { changelog: '## 1.1.0\n\n- Old.\n' }, 'no section 1.10.0'],
    ['a change log with more in the title', { changelog: '## 1.10.0-rc\n\n- X\n' }, 'no section'],
    ['an empty section', { changelog: '## 1.10.0\n\n## 1.1.0\n- Old.\n' }, 'an empty one'],
    ['two sections', { changelog: changelog + changelog }, '2 × 1.10.0'],
  ])('are refused for %s', (_, change, why) => {
    expect(() => releaseNotes({ ...release, ...change })).toThrow(why);
  });
});

describe('the tag of a major version', () => {
  it.each([
    ['the newest', 'v1.10.0', ['v1.9.9', 'v1.10.0', 'v1.2.30'], 'v1'],
    ['the first', 'v2.0.0', ['v1.10.0', 'v2.0.0'], 'v2'],
    ['the newest of an older major version', 'v1.10.1', ['v2.3.0', 'v1.10.0'], 'v1'],
    ['a version before the first', 'v0.1.0', [], 'v0'],
    ['a fix of an older version', 'v1.9.10', ['v1.10.0'], undefined],
    ['a fix of the same minor version, too late', 'v1.9.2', ['v1.9.10'], undefined],
    ['what stands among other tags', 'v1.0.0', ['v1', 'latest', 'v1.2', 'v1.1.0-rc.1'], 'v1'],
  ])('moves or stays for %s', (_, tag, released, moved) => {
    expect(majorTag(tag, released)).toBe(moved);
  });

  it('does not exist for a version that is not a release', () => {
    expect(() => majorTag('v1', [])).toThrow('is not a tag like');
  });
});
