/**
 * The causes that are known: each is a section of docs/troubleshooting.md, whose heading has this
 * anchor. What leads there is in errors/, and where an error of our own has a hint.
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

/** What the reader of an error can do, and where more is written about it. */
export interface WayOut {
  readonly hint: string;
  readonly topic: Topic;
}

/** What to look at when a proxy does not let a request through. */
export const checkProxy: WayOut = {
  hint: 'Check `https_proxy` (http://user:password@host:port) and `no_proxy`, and what the proxy allows',
  topic: 'proxy',
};

const page = 'docs/troubleshooting.md';

/** GitHub's names of owners and repositories. */
const repositoryShape = /^[a-z\d](?:[a-z\d-]{0,38})\/(?!\.{1,2}$)[\w.-]{1,100}$/iu;

/** A branch, tag or commit; no more of what git allows than a link takes as it is. */
const refShape = /^[a-z\d](?:[\w-]|[./](?=[\w-])){0,99}$/iu;

/**
 * @param env the runner's variables, which say where the action comes from; nothing for `uses: ./`
 * @returns where a cause is written about: an address in the version of the action that runs, or the
 *   place in its repository where that is not known for sure
 */
export function linksFrom(env: (name: string) => string | undefined): (topic: Topic) => string {
  const repository = env('GITHUB_ACTION_REPOSITORY') ?? '';
  const ref = env('GITHUB_ACTION_REF') ?? '';
  // On GitHub Enterprise Server the action is a copy, and its version may be nowhere else.
  const onGitHub = /^https:\/\/github\.com\/?$/iu.test(env('GITHUB_SERVER_URL') ?? '');
  const known = onGitHub && repositoryShape.test(repository) && refShape.test(ref);
  const place = known ? `https://github.com/${repository}/blob/${ref}/${page}` : page;
  return (topic) => `${place}#${topic}`;
}
