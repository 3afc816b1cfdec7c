import assert from 'node:assert/strict';
import { once } from 'node:events';
import { digestParameters, digestResponse } from './digest';
import { FanvilPhone } from './fanvil';
import { ask, exchange } from './probe';

const target = '/cgi-bin/ConfigManApp.com?key=DNDON';
const get = (authorization?: string, connection = 'close'): string =>
  `GET ${target} HTTP/1.1\r\nHost: phone\r\nConnection: ${connection}\r\n${authorization ? `Authorization: ${authorization}\r\n` : ''}\r\n`;
const login = { username: 'admin', password: 'admin' };

describe('web server of a simulated phone', () => {
  let phone: FanvilPhone;
  const begin = async (options: ConstructorParameters<typeof FanvilPhone>[0] = {}): Promise<void> => {
    phone = await new FanvilPhone(options).start();
  };
  afterEach(() => phone.stop());

  it('asks for Basic and takes it', async () => {
    await begin({ protection: { scheme: 'basic', ...login } });
    assert.match(await exchange(phone, get()), /^HTTP\/1\.1 401 .*\r\nWWW-Authenticate: Basic realm="VoIP Phone"\r\n/s);
    assert.equal(phone.state.dnd, false);
    assert.match(await exchange(phone, get('Basic YWRtaW46YWRtaW4=')), /^HTTP\/1\.1 200 /);
    assert.equal(phone.state.dnd, true);
    await exchange(phone, get('Basic YWRtaW46eA=='));
    assert.equal(phone.web.gatekeeper?.failures, 1);
  });

  it('asks for Digest, takes a right answer, refuses a wrong or a replayed one', async () => {
    await begin({ protection: { scheme: 'digest', ...login } });
    const challenge = digestParameters(await exchange(phone, get()));
    const input = {
      ...login,
      algorithm: 'MD5' as const,
      realm: 'VoIP Phone',
      nonce: challenge.get('nonce') ?? '',
      method: 'GET',
      uri: target,
      qop: 'auth',
      nc: '00000001',
      cnonce: 'c',
    };
    const authorization = (response: string): string =>
      `Digest username="admin", realm="VoIP Phone", nonce="${input.nonce}", uri="${target}", qop=auth, nc=00000001, cnonce="c", response="${response}"`;
    assert.match(await exchange(phone, get(authorization('0'.repeat(32)))), / 401 /);
    assert.equal(phone.state.dnd, false);
    assert.match(await exchange(phone, get(authorization(digestResponse(input)))), / 200 /);
    assert.equal(phone.state.dnd, true);
    assert.match(await exchange(phone, get(authorization(digestResponse(input)))), /stale=true/);
  });

  it('computes the response of RFC 7616 section 3.9.1', () => {
    const input = {
      username: 'Mufasa',
      password: 'Circle of Life',
      realm: 'http-auth@example.org',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      method: 'GET',
      uri: '/dir/index.html',
      qop: 'auth',
      nc: '00000001',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    };
    assert.equal(digestResponse({ ...input, algorithm: 'MD5' }), '8ca523f5e9506fed4657c9700eebdbec');
    assert.equal(
      digestResponse({ ...input, algorithm: 'SHA-256' }),
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
  });

  it('answers 503 to a second command while the first is under way', async () => {
    await begin();
    const release = phone.web.holdAnswers();
    const first = ask(phone, target);
    await phone.commanded('DNDON');
    assert.equal(await ask(phone, '/cgi-bin/ConfigManApp.com?key=DNDOFF'), 503);
    release();
    assert.equal(await first, 200);
    assert.deepEqual(phone.executed, ['DNDON']);
  });

  it('spoils answers on request, having obeyed', async () => {
    await begin();
    const spoilt = async (kind: NonNullable<typeof phone.web.misbehaviour>): Promise<string> => {
      phone.web.misbehaviour = kind;
      return exchange(phone, get());
    };
    assert.equal(await spoilt('close without answer'), '');
    assert.match(await spoilt('LF only'), /^HTTP\/1\.1 200 OK\nServer/);
    assert.doesNotMatch(await spoilt('no length'), /Content-Length/);
    assert.doesNotMatch(await spoilt('headers only'), /\r\n\r\n/);
    assert.equal(await spoilt('cut in status line'), 'HTTP/1.');
    assert.equal(phone.executed.length, 5);
    phone.web.misbehaviour = undefined;
    phone.web.status = 500;
    assert.equal(await ask(phone, target), 500);
    assert.equal(phone.executed.length, 5, 'a refused command is not carried out');
  });

  it('keeps a connection for the next command where it may', async () => {
    await begin({ keepAlive: true });
    const text = await exchange(phone, get(undefined, 'keep-alive') + get());
    assert.equal(text.match(/HTTP\/1\.1 200 /g)?.length, 2);
    assert.equal(phone.web.connections, 1);
    assert.equal(phone.executed.length, 2);
  });

  it('listens on and reports from other loopback addresses, and starts again on the same port', async function () {
    if (process.platform !== 'linux') this.skip();
    await begin({ host: '127.0.0.2', allow: '127.0.0.3' });
    assert.equal(await ask(phone, target, '127.0.0.1'), 403);
    const executed = once(phone, 'executed');
    assert.equal(await ask(phone, target, '127.0.0.3'), 200);
    assert.deepEqual((await executed)[0], ['DNDON']);
    await phone.stop();
    await phone.start();
    assert.equal(await ask(phone, target, '127.0.0.3'), 200);
  });

  it('decodes keys but splits parameters before, and takes # escaped', async () => {
    await begin();
    await ask(phone, '/cgi-bin/ConfigManApp.com?key=SPEAKER%3B60%2340%3B%45NTER');
    assert.equal(phone.calls[0]?.number, '60#40');
    assert.deepEqual(phone.executed, ['SPEAKER', '60#40', 'ENTER']);
  });
});
