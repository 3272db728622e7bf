import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { proxyFor, proxySecrets } from '../../src/http/proxy.ts';

const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'];
const before = { ...process.env };

beforeEach(() => {
  for (const name of names) Reflect.deleteProperty(process.env, name);
});

afterEach(() => {
  process.env = { ...before };
});

const tenant = new URL('https://acme.eu.qlikcloud.com/x');

describe('the proxy for a URL', () => {
  it.each([
    ['none where nothing is set', {}, undefined],
    ['none where it is empty', { https_proxy: ' ' }, undefined],
    ['that of https_proxy', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['that of HTTPS_PROXY', { HTTPS_PROXY: 'https://proxy' }, 'https://proxy/'],
    ['a host without a scheme', { https_proxy: 'proxy.corp:8080' }, 'http://proxy.corp:8080/'],
    [
      'none for a host of no_proxy',
      { https_proxy: 'http://proxy', no_proxy: 'qlikcloud.com' },
      undefined,
    ],
    [
      'none for a host of NO_PROXY',
      { https_proxy: 'http://proxy', NO_PROXY: '.qlikcloud.com' },
      undefined,
    ],
    ['not that of http', { http_proxy: 'http://proxy' }, undefined],
  ])('is %s', (_, env, href) => {
    Object.assign(process.env, env);
    expect(proxyFor(tenant)?.href).toBe(href);
  });

  it('is that of http for a tenant without TLS', () => {
    process.env.HTTP_PROXY = 'http://proxy';
    expect(proxyFor(new URL('http://tenant.localhost/x'))?.href).toBe('http://proxy/');
  });

  it.each([
    ['socks5://proxy', 'is not the URL of a proxy'],
    ['http://proxy:99999', 'is not the URL of a proxy'],
    ['http://user:pass/word@proxy', 'is not the URL of a proxy'],
    ['http://proxy/path', 'is not the URL of a proxy'],
    ['http://user:%zz@proxy', 'has a % that encodes nothing'],
    ['http://%zz:word@proxy', 'has a % that encodes nothing'],
  ])('%s is refused, and not shown', (written, says) => {
    process.env.https_proxy = written;
    expect(() => proxyFor(tenant)).toThrow(says);
    expect(() => proxyFor(tenant)).toThrow(expect.not.objectContaining({ message: written }));
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
