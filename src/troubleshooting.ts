/**
 * The known causes of errors: each is the anchor of a section in docs/troubleshooting.md. The tables
 * in errors/ and the hints of the action's own errors lead there.
 */
export type Topic =
  | 'wrong-hostname'
  | 'tenant-not-reached'
  | 'private-ca'
  | 'expired-certificate'
  | 'proxy'
  | 'refused-in-front-of-the-tenant'
  | 'empty-secret'
  | 'file-not-found'
  | 'git-lfs-pointer'
  | 'unknown-client'
  | 'wrong-secret'
  | 'damaged-secret'
  | 'wrong-private-key'
  | 'clock-of-the-runner'
  | 'client-not-trusted'
  | 'grant-not-allowed'
  | 'scope-not-allowed'
  | 'unknown-user'
  | 'too-many-tokens'
  | 'access-token-refused'
  | 'execution-token-refused'
  | 'no-role-in-the-space'
  | 'export-from-a-managed-space'
  | 'expired-temporary-content'
  | 'not-found'
  | 'too-large'
  | 'reload-already-pending'
  | 'rate-limit'
  | 'silence'
  | 'job-still-running'
  | 'nothing-selected'
  | 'failed-parts'
  | 'html-page';

/** What the reader of an error can do, and the section of docs/troubleshooting.md about it. */
export interface WayOut {
  readonly hint: string;
  readonly topic: Topic;
}

/** For requests that a proxy does not let through. */
export const checkProxy: WayOut = {
  hint: 'Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows',
  topic: 'proxy',
};

const page = 'docs/troubleshooting.md';

/** `owner/repository`, as GitHub allows them. */
const repositoryShape = /^[a-z\d](?:[a-z\d-]{0,38})\/(?!\.{1,2}$)[\w.-]{1,100}$/iu;

/** A branch, tag or commit: of the names that Git allows, those that need no encoding in a link. */
const refShape = /^[a-z\d](?:[\w-]|[./](?=[\w-])){0,99}$/iu;

/**
 * @param env reads the runner's variables, which name the action's repository and version; they are
 *   empty for `uses: ./`
 * @returns a function that gives the address about a topic, for the version that is running; or the
 *   path in the repository when that version is not known for certain
 */
export function linksFrom(env: (name: string) => string | undefined): (topic: Topic) => string {
  const repository = env('GITHUB_ACTION_REPOSITORY') ?? '';
  const ref = env('GITHUB_ACTION_REF') ?? '';
  // On GitHub Enterprise Server the action is a copy, which may have versions that github.com lacks.
  const onGitHub = /^https:\/\/github\.com\/?$/iu.test(env('GITHUB_SERVER_URL') ?? '');
  const known = onGitHub && repositoryShape.test(repository) && refShape.test(ref);
  const place = known ? `https://github.com/${repository}/blob/${ref}/${page}` : page;
  return (topic) => `${place}#${topic}`;
}
