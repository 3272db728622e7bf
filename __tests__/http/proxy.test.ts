import { checkBypass } from '@actions/http-client/lib/proxy';
import { describe, expect, it } from '@jest/globals';
import { proxyFor, proxySecrets } from '../../src/http/proxy.ts';

/** The runner's variables. */
const variables =
  (all: Readonly<Record<string, string | undefined>>) =>
  (name: string): string | undefined =>
    all[name];

const tenant = new URL('https://acme.eu.qlikcloud.com/x');

describe('the proxy for a URL', () => {
  it.each([
    ['none where nothing is set', {}, undefined],
    ['none where it is empty', { https_proxy: ' ' }, undefined],
    ['that of https_proxy', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['that of HTTPS_PROXY', { HTTPS_PROXY: 'https://proxy' }, 'https://proxy/'],
    ['a host without a scheme', { https_proxy: 'proxy.corp:8080' }, 'http://proxy.corp:8080/'],
    [
      'none for a host in no_proxy',
      { https_proxy: 'http://proxy', no_proxy: 'qlikcloud.com' },
      undefined,
    ],
    [
      'none for a host in NO_PROXY',
      { https_proxy: 'http://proxy', NO_PROXY: '.qlikcloud.com' },
      undefined,
    ],
    ['not that of http', { http_proxy: 'http://proxy' }, undefined],
  ])('is %s', (_, env, href) => {
    expect(proxyFor(tenant, variables(env))?.href).toBe(href);
  });

  it('is http_proxy for a tenant without TLS', () => {
    const env = variables({ HTTP_PROXY: 'http://proxy' });
    expect(proxyFor(new URL('http://tenant.localhost/x'), env)?.href).toBe('http://proxy/');
  });

  it.each([
    ['socks5://proxy', 'is not the URL of a proxy'],
    ['http://proxy:99999', 'is not the URL of a proxy'],
    ['http://user:pass/word@proxy', 'is not the URL of a proxy'],
    ['http://proxy/path', 'is not the URL of a proxy'],
    ['http://user:%zz@proxy', 'has a % that encodes nothing'],
    ['http://%zz:word@proxy', 'has a % that encodes nothing'],
  ])('%s is refused, and not shown', (written, says) => {
    const env = variables({ https_proxy: written });
    expect(() => proxyFor(tenant, env)).toThrow(says);
    expect(() => proxyFor(tenant, env)).toThrow(expect.not.objectContaining({ message: written }));
  });
});

describe('a host that bypasses the proxy', () => {
  const hosts = [
    'https://acme.eu.qlikcloud.com',
    'https://acme.eu.qlikcloud.com:8443',
    'http://localhost',
    'http://x.localhost:80',
    'https://127.0.0.1',
    'http://[::1]:8080',
    'https://qlikcloud.com',
  ];

  it.each([
    '',
    ' , ',
    '*',
    'qlikcloud.com',
    '.qlikcloud.com',
    '..com',
    '*.qlikcloud.com',
    'EU.QLIKCLOUD.COM',
    'other, acme.eu.qlikcloud.com:443',
    'acme.eu.qlikcloud.com:8443 ,x',
    'localhost',
    'loud.com',
  ])('is the same as in @actions/http-client, with no_proxy "%s"', (written) => {
    const before = process.env.no_proxy;
    process.env.no_proxy = written;
    try {
      for (const url of hosts.map((host) => new URL(host))) {
        const proxied = variables({ https_proxy: 'p', http_proxy: 'p', no_proxy: written });
        expect([url.href, proxyFor(url, proxied) === undefined]).toEqual([
          url.href,
          checkBypass(url),
        ]);
      }
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, 'no_proxy');
      else process.env.no_proxy = before;
    }
  });
});

describe("a proxy's secrets", () => {
  it.each([
    ['none', undefined, []],
    ['none without a password', 'http://user@proxy', []],
    ['a plain password', 'http://user:word@proxy', ['word']],
    ['a password as written and as meant', 'http://user:p%40ss@proxy', ['p%40ss', 'p@ss']],
    ['one that cannot be decoded', 'http://user:%zz@proxy', ['%zz']],
  ])('are %s', (_, proxy, secrets) => {
    expect(proxySecrets(proxy === undefined ? undefined : new URL(proxy))).toEqual(secrets);
  });
});
