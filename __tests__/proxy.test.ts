import { describe, expect, it } from '@jest/globals';
import { leaks } from '../sandbox/runner/leaks.ts';
import { makeCertificate } from '../sandbox/tenant/certificate.ts';
import { redirect } from '../sandbox/tenant/faults.ts';
import { startTenant, type Tenant } from '../sandbox/tenant/tenant.ts';
import { script } from './support/answers.ts';
import { bundle } from './support/bundle.ts';
import { type Proxy, type ProxyOptions, startProxy } from './support/proxy.ts';
import type { Scenario, Seen } from './support/scenario.ts';

const path = '/api/v1/users/me';
const files = 'files.example';

/** Hostnames that only the proxy can resolve, so that all requests must pass through it. */
const hosts = { http: 'tenant.localhost', https: 'tenant.example' } as const;
type Scheme = keyof typeof hosts;

const certificate = await makeCertificate({ hosts: [hosts.https, files, '127.0.0.1'] });

/** Another CA with the same name. */
const otherCa = (await makeCertificate()).ca;

interface World {
  readonly tenant: Tenant;
  readonly proxy: Proxy;
}

interface Ran extends Seen {
  readonly proxy: Proxy;
}

/** Runs a step whose tenant is behind a proxy. */
async function run(
  scheme: Scheme,
  options: ProxyOptions,
  step: (world: World) => Pick<Scenario, 'env' | 'files' | 'with'>,
): Promise<Ran> {
  const tenant = await startTenant(scheme === 'https' ? { certificate } : {});
  const proxy = await startProxy(options);
  try {
    const scenario = step({ tenant, proxy });
    const url = `${scheme}://${hosts[scheme]}:${String(tenant.port)}`;
    const seen = await bundle(
      { name: '', then: {}, ...scenario, with: { 'tenant-url': url, path, ...scenario.with } },
      tenant,
    );
    return { ...seen, proxy };
  } finally {
    await proxy.close();
    await tenant.close();
  }
}

const main = ['POST /oauth/token 200', `GET ${path} 200`];
const post = ['POST /oauth/revoke 200'];
const user = 'workflow';
const password = 'p@ss/w:rd %20 long enough';

describe.each(['https', 'http'] as const)('a proxy on the way to an %s tenant', (scheme) => {
  const variable = `${scheme}_proxy`;
  it.concurrent.each([variable, variable.toUpperCase()])(
    '%s is honoured by main and post',
    async (name) => {
      const ran = await run(scheme, {}, ({ proxy }) => ({
        env: { [name]: `http://${proxy.host}` },
      }));
      expect(ran.errors).toEqual([]);
      expect(ran.requests).toEqual(main);
      expect(ran.postRequests).toEqual(post);
      expect(new Set(ran.proxy.seen.map((line) => line.replace(/:\d+$/u, '')))).toEqual(
        new Set(
          scheme === 'https'
            ? [`CONNECT ${hosts.https}`]
            : ['POST', 'GET'].map((m) => `${m} ${hosts.http}`),
        ),
      );
      expect(ran.tenant.liveTokens()).toEqual([]);
    },
  );

  it.concurrent('gets the credentials in its URL, which no log shows', async () => {
    const ran = await run(scheme, { user, password }, ({ proxy }) => ({
      env: { [variable]: `http://${user}:${encodeURIComponent(password)}@${proxy.host}` },
    }));
    expect(ran.errors).toEqual([]);
    expect([...ran.requests, ...ran.postRequests]).toEqual([...main, ...post]);
    expect(ran.masks).toEqual(expect.arrayContaining([password, encodeURIComponent(password)]));
    for (const secret of [password, encodeURIComponent(password)])
      expect(leaks(ran.readable, secret)).toEqual([]);
  });

  it.concurrent('may have a URL without a scheme, which means http', async () => {
    const ran = await run(scheme, { user, password: 'secret-0123' }, ({ proxy }) => ({
      env: { [variable]: `${user}:secret-0123@${proxy.host}` },
    }));
    expect(ran.errors).toEqual([]);
    expect(ran.proxy.seen.length).toBeGreaterThan(0);
    expect(leaks(ran.readable, 'secret-0123')).toEqual([]);
  });

  it.concurrent('that refuses the credentials is not tried again, and is quoted', async () => {
    const ran = await run(scheme, { user, password }, ({ proxy }) => ({
      env: { [variable]: `http://${user}:wrong-0123@${proxy.host}` },
    }));
    const says = {
      https: 'the proxy did not accept the credentials (PROXY_407)',
      http: '407 Proxy Auth',
    };
    expect(ran.errors).toEqual([expect.stringContaining(says[scheme])]);
    expect(ran.errors[0]).toContain('Check `https_proxy`');
    expect(ran.proxy.seen).toHaveLength(1);
    expect(ran.requests).toEqual([]);
    expect(leaks(ran.readable, 'wrong-0123')).toEqual([]);
  });

  it.concurrent('that cannot be reached is named', async () => {
    const ran = await run(scheme, {}, () => ({
      env: { [variable]: 'http://127.0.0.1:1' },
      with: { retries: '1' },
    }));
    expect(ran.errors).toEqual([
      expect.stringContaining(
        'POST /oauth/token: the connection was refused (ECONNREFUSED) at the proxy 127.0.0.1:1 before',
      ),
    ]);
    expect(ran.log).toContain('attempt 1 of 2');
  });

  it.concurrent.each(['http://:::', 'socks5://127.0.0.1:1', 'http://u:pa#ss-0123@127.0.0.1:1'])(
    'with an invalid URL (%s) is a bad input',
    async (written) => {
      const ran = await run(scheme, {}, () => ({ env: { [variable]: written } }));
      expect(ran.errors).toEqual([
        expect.stringContaining(
          `Bad input: \`${variable}\` is not the URL of a proxy; it takes http://`,
        ),
      ]);
      expect(ran.requests).toEqual([]);
      expect(ran.readable).not.toContain(written);
    },
  );
});

describe('a proxy', () => {
  it.concurrent(
    'whose CA only has the name of one in NODE_EXTRA_CA_CERTS gets a hint',
    async () => {
      const ran = await run('https', {}, ({ proxy }) => ({
        env: { https_proxy: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: 'other.pem' },
        files: { 'other.pem': otherCa },
      }));
      expect(ran.errors).toEqual([
        expect.stringContaining('NODE_EXTRA_CA_CERTS is set, but its file does not contain the CA'),
      ]);
    },
  );

  it.concurrent.each([401, 403])(
    'that refuses with %i is not tried again, and is quoted',
    async (status) => {
      const ran = await run('https', { refuses: status }, ({ proxy }) => ({
        env: { https_proxy: `http://${proxy.host}` },
      }));
      expect(ran.errors).toEqual([
        expect.stringContaining(`the proxy refused the connection (PROXY_${String(status)})`),
      ]);
      expect(ran.proxy.seen).toHaveLength(1);
    },
  );

  it.concurrent(
    'that has https:// in its URL but does not speak TLS is not tried again',
    async () => {
      const ran = await run('https', {}, ({ proxy }) => ({
        env: { https_proxy: `https://${proxy.host}` },
        with: { retries: '1' },
      }));
      expect(ran.errors).toEqual([
        expect.stringMatching(
          /the proxy 127\.0\.0\.1:\d+ does not speak TLS\. Write http:\/\/ instead of https:\/\/ in `https_proxy`/u,
        ),
      ]);
      expect(ran.log).not.toContain('attempt 1');
    },
  );

  it.concurrent('that cannot reach the tenant is tried again', async () => {
    const ran = await run('https', { refuses: 502 }, ({ proxy }) => ({
      env: { https_proxy: `http://${proxy.host}` },
      with: { retries: '1' },
    }));
    expect(ran.errors).toEqual([
      expect.stringMatching(/could not connect \(PROXY_502\) .*: Bad Gateway\. .*`tenant-url`/u),
    ]);
    expect(ran.proxy.seen).toHaveLength(2);
  });

  it.concurrent.each(['no_proxy', 'NO_PROXY'])('is not used for a host in %s', async (name) => {
    const ran = await run('https', {}, ({ proxy }) => ({
      env: { https_proxy: `http://${proxy.host}`, [name]: 'other.example, .invalid' },
      with: { 'tenant-url': 'https://tenant.invalid', retries: '0' },
    }));
    expect(ran.errors).toEqual([
      expect.stringMatching(/no such host|could not be resolved.*Check the hostname/u),
    ]);
    expect(ran.proxy.seen).toEqual([]);
  });

  it.concurrent('is not used for a loopback host', async () => {
    const ran = await run('http', {}, ({ proxy, tenant }) => ({
      env: { http_proxy: `http://${proxy.host}` },
      with: { 'tenant-url': tenant.url },
    }));
    expect(ran.requests).toEqual(main);
    expect(ran.proxy.seen).toEqual([]);
  });

  it.concurrent(
    'is used for a redirect to another host, even if the tenant needs none',
    async () => {
      const ran = await run('https', {}, ({ proxy, tenant }) => {
        const elsewhere = `https://${files}:${String(tenant.port)}/file`;
        script(tenant, `GET ${path}`, redirect(elsewhere));
        script(tenant, 'GET /file', { status: 200, body: 'the file' });
        return {
          env: { https_proxy: `http://${proxy.host}` },
          with: { 'tenant-url': tenant.url, 'response-file': 'file' },
        };
      });
      expect(ran.errors).toEqual([]);
      expect(ran.files.get('file')).toBe('the file');
      expect(ran.proxy.seen).toEqual([`CONNECT ${files}:${String(ran.tenant.port)}`]);
      expect(ran.tenant.journal[2]?.headers.authorization).toBeUndefined();
    },
  );

  it.concurrent('that inspects TLS needs NODE_EXTRA_CA_CERTS, and the error says so', async () => {
    const ran = await run('https', {}, ({ proxy }) => ({
      env: { https_proxy: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: '' },
    }));
    expect(ran.errors).toEqual([
      expect.stringMatching(
        /chain is self-signed .*NODE_EXTRA_CA_CERTS to the path of its certificate file in this step's `env:`/u,
      ),
    ]);
    expect(ran.proxy.seen).toHaveLength(1);
  });
});
