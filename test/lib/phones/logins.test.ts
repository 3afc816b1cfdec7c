import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Phone } from '../../../nodes/lib/phones/phone';
import { rejection } from '../commands/errors';
import { RawPhone } from '../transports/http/raw-phone';
import { press, Site, sending } from './phones';

const USER = 'admin';
const PASSWORD = 'Canary-web-4419';

/** What a digest server may look at. */
interface Presented {
  readonly nonce: string;
  readonly nc: number;
}

/** Answers of the server: `ok` does the command. */
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const answer = (status: number, ...challenges: string[]): string =>
  `HTTP/1.1 ${status} x\r\n${challenges.map((challenge) => `WWW-Authenticate: ${challenge}\r\n`).join('')}Content-Length: 0\r\n\r\n`;
const digest = (nonce: string, more = ''): string => `Digest realm="r", nonce="${nonce}", qop="auth"${more}`;

function presented(request: string): (Presented & { readonly isRight: boolean }) | undefined {
  const header = /^authorization: Digest (.*)\r$/im.exec(request)?.[1];
  if (header === undefined) return undefined;
  const part = (name: string): string =>
    new RegExp(`(?:^|[ ,])${name}="([^"]*)"`).exec(header)?.[1] ??
    new RegExp(`(?:^|[ ,])${name}=([^",]*)`).exec(header)?.[1] ??
    '';
  const md5 = (text: string): string => createHash('md5').update(Buffer.from(text, 'latin1')).digest('hex');
  const [nonce, nc, cnonce] = [part('nonce'), part('nc'), part('cnonce')];
  const proof = md5(`${USER}:${part('realm')}:${PASSWORD}`);
  const expected = md5(`${proof}:${nonce}:${nc}:${cnonce}:auth:${md5(`GET:${part('uri')}`)}`);
  return { nonce, nc: Number.parseInt(nc, 16), isRight: part('response') === expected };
}

describe('phones: logins by HTTP', () => {
  let site: Site;
  const servers: RawPhone[] = [];
  /** How often a command was done. */
  let done: number;
  let requests: string[];

  beforeEach(() => {
    site = new Site();
    done = 0;
    requests = [];
  });
  afterEach(async () => {
    await site.close();
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  /** A web server that answers each request so, and the phone's settings for it. */
  async function serving(
    react: (request: string, presented: (Presented & { isRight: boolean }) | undefined) => string,
  ) {
    const server = new RawPhone((socket, request) => {
      requests.push(request);
      const text = react(request, presented(request));
      if (text === ok) done += 1;
      socket.end(Buffer.from(text, 'latin1'));
    });
    servers.push(server);
    return { port: await server.listen() };
  }
  const add = (properties: object): Phone => site.add({ ...properties }, { username: USER, password: PASSWORD });
  const send = (phone: Phone) => phone.send(press('OK'), sending());

  describe('a phone that takes each nonce once', () => {
    /** @param refusal the answer to a nonce that was used before */
    const once = async (refusal: (nonce: string) => string, bare = true) => {
      let number = 0;
      const used = new Set<string>();
      let current = '';
      return serving((_request, login) => {
        if (!login) {
          if (bare) number += 1;
          current = `n${number}`;
          return answer(401, digest(current));
        }
        if (!login.isRight) return answer(401, digest(`n${(number += 1)}`));
        if (!used.has(login.nonce)) {
          used.add(login.nonce);
          return ok;
        }
        number += 1;
        return refusal(`n${number}`);
      });
    };

    for (const [name, refusal] of Object.entries({
      '401 without a challenge': () => answer(401),
      '401 with another nonce': (nonce: string) => answer(401, digest(nonce)),
      '401 with another nonce and stale="FALSE"': (nonce: string) => answer(401, digest(nonce, ', stale="FALSE"')),
      '401 with another nonce and stale=true': (nonce: string) => answer(401, digest(nonce, ', stale=true')),
      '401 with a challenge of another kind': () => answer(401, 'NTLM'),
    })) {
      it(`${name}: every command is done once, and nothing is locked`, async () => {
        const phone = add(await once(refusal));
        for (let command = 1; command <= 4; command += 1) {
          assert.equal((await send(phone)).status, 200);
          assert.equal(done, command);
        }
        assert.equal(site.lockout.size, 0);
      });
    }

    for (const status of [302, 403, 404, 429, 500, 503]) {
      it(`${status}: that command ends so, the next asks anew`, async () => {
        const phone = add(await once(() => answer(status)));
        await send(phone);
        const error = await rejection(status === 403 ? 'FORBIDDEN' : 'REFUSED', send(phone));
        assert.equal(error.cause?.status, status);
        assert.equal(site.lockout.size, 0);
        requests = [];
        await send(phone);
        assert.equal(presented(requests[0] ?? ''), undefined, 'no later request carries it');
        assert.equal(done, 2);
      });
    }

    it('403 each time: it costs one command, and no second one', async () => {
      const phone = add(await once(() => answer(403)));
      await send(phone);
      await rejection('FORBIDDEN', send(phone));
      for (let command = 2; command <= 5; command += 1) {
        await send(phone);
        assert.equal(done, command);
      }
    });

    it('an answer that breaks off: what may have been done is not repeated, and the nonce is forgotten', async () => {
      const phone = add(await once(() => ''));
      await send(phone);
      await rejection('UNREADABLE_ANSWER', send(phone));
      requests = [];
      await send(phone);
      assert.equal(presented(requests[0] ?? ''), undefined);
    });

    it('a wrong password is refused by a nonce of this command, and locked', async () => {
      const phone = site.add({ ...(await once(() => answer(401))) }, { username: USER, password: 'wrong' });
      await rejection('UNAUTHORIZED', send(phone));
      assert.equal(site.lockout.size, 1);
      const before = requests.length;
      assert.match((await rejection('UNAUTHORIZED', send(phone))).message, /refused user name and password/);
      assert.equal(requests.length, before);
    });

    it('a password that was changed on the phone is tried with one fresh nonce, then locked', async () => {
      let isChanged = false;
      let number = 0;
      const settings = await serving((_request, login) =>
        login?.isRight && !isChanged ? ok : answer(401, digest(`n${(number += 1)}`)),
      );
      const phone = add(settings);
      await send(phone);
      isChanged = true;
      requests = [];
      await rejection('UNAUTHORIZED', send(phone));
      assert.deepEqual(
        requests.map((request) => presented(request)?.nonce),
        ['n1', 'n2'],
      );
      assert.equal(site.lockout.size, 1);
    });
  });

  describe('a phone that gives one nonce for as long as it lives', () => {
    /** @param replay the answer to a count that is not higher than the last */
    const forever = async (replay: () => string) => {
      let last = 0;
      return serving((_request, login) => {
        if (!login?.isRight) return answer(401, digest('one'));
        if (login.nc <= last) return replay();
        last = login.nc;
        return ok;
      });
    };

    for (const [name, replay] of Object.entries({
      '403': () => answer(403),
      '401 with the same nonce': () => answer(401, digest('one')),
      '401 with the same nonce and stale=true': () => answer(401, digest('one', ', stale=true')),
    })) {
      it(`is counted on by deploys and by other phones behind it, else ${name}`, async () => {
        const settings = await forever(replay);
        const phones = [add({ ...settings, id: 'a' })];
        await send(phones[0] as Phone);
        await send(phones[0] as Phone);
        // A deploy: the phone asks anew, and is given the nonce that it had.
        await phones[0]?.close();
        const [again, another] = [add({ ...settings, id: 'a' }), add({ ...settings, id: 'b' })];
        await send(again);
        await send(another);
        await send(again);
        assert.equal(done, 5);
        assert.equal(site.lockout.size, 0);
      });
    }

    it('a deploy begins without the nonce', async () => {
      const settings = await forever(() => answer(403));
      const phone = add({ ...settings });
      await send(phone);
      await phone.close();
      requests = [];
      await send(add({ ...settings }));
      assert.equal(presented(requests[0] ?? ''), undefined);
    });
  });

  describe('a login that was never presented', () => {
    for (const [name, challenges, words] of [
      ['nothing', [], /no challenge/],
      ['NTLM', ['NTLM'], /NTLM/],
      ['Negotiate and NTLM', ['Negotiate', 'NTLM'], /Negotiate, NTLM/],
      ['Bearer', ['Bearer realm="x"'], /Bearer/],
      ['SHA-512', ['Digest realm="x", nonce="1", qop="auth", algorithm=SHA-512'], /SHA-512/],
      ['another qop', ['Digest realm="x", nonce="1", qop="auth-conf"'], /Digest of an unknown kind/],
      ['what nobody knows', ['Canary-web-4419 realm="x"'], /a login of an unknown kind/],
    ] as const) {
      it(`locks nothing, and says what the phone asks for: ${name}`, async () => {
        const phone = add(await serving(() => answer(401, ...challenges)));
        for (let command = 1; command <= 3; command += 1) {
          const error = await rejection('UNAUTHORIZED', send(phone));
          assert.equal(error.cause?.status, 401);
          assert.match(error.message, words);
          assert.doesNotMatch(error.message, /another user name|Canary/);
          assert.equal(requests.length, command);
        }
        assert.equal(site.lockout.size, 0);
      });
    }

    it('asks for user name and password where none are set', async () => {
      const settings = await serving(() => answer(401, 'Basic realm="r"', digest('n')));
      const error = await rejection('UNAUTHORIZED', send(site.add({ ...settings })));
      assert.match(error.message, /wants user name and password \(Basic, Digest\): enter them/);
    });
  });

  describe('Basic at once', () => {
    const BASIC = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
    const isBasic = (request: string): boolean => request.includes(`\r\nAuthorization: Basic ${BASIC}\r\n`);

    it('goes with the first request to a phone that never asks', async () => {
      const phone = add({ ...(await serving((request) => (isBasic(request) ? ok : answer(401)))), login: 'basic' });
      await send(phone);
      await send(phone);
      assert.equal(requests.length, 2);
    });

    it('goes with a test, too', async () => {
      const phone = add({ ...(await serving((request) => (isBasic(request) ? ok : answer(401)))), login: 'basic' });
      const { status } = await phone.ask('/', { timeout: 5000, signal: new AbortController().signal });
      assert.equal(status, 200);
    });

    it('is locked when it is refused, since it was carried', async () => {
      const phone = add({ ...(await serving(() => answer(401))), login: 'basic' });
      await rejection('UNAUTHORIZED', send(phone));
      assert.equal(site.lockout.size, 1);
      await rejection('UNAUTHORIZED', send(phone));
      assert.equal(requests.length, 1);
    });
  });

  describe('a password within the URL', () => {
    for (const [name, path, credentials] of [
      ['by {password}', '/c?pwd={password}&key=', { password: 'a b&c' }],
      ['written into the path', '/c?pwd=Canary-web-4419&key=', {}],
    ] as const) {
      it(`is locked when it is refused: ${name}`, async () => {
        const settings = { ...(await serving(() => answer(401))), vendor: 'generic', path };
        const phone = site.add(settings, credentials);
        await rejection('UNAUTHORIZED', send(phone));
        assert.equal(site.lockout.size, 1);
        await rejection('UNAUTHORIZED', send(phone));
        assert.equal(requests.length, 1);
        // A test carries none, but heeds the wait; another path is another password.
        const other = site.add({ ...settings, path: '/c?pwd=other&key=' }, { password: 'x' });
        await rejection('UNAUTHORIZED', send(other));
        assert.equal(requests.length, 2);
      });
    }
  });

  for (const [name, realm] of [
    ['ISO 8859-1', 'T\xfcrstation'],
    ['UTF-8', Buffer.from('Türstation', 'utf8').toString('latin1')],
    ['GBK', '\xc3\xc5\xbf\xda'],
    ['a last byte that looks like a blank', 'Caf\xa0'],
  ] as const) {
    it(`a realm in ${name} is hashed and echoed as it came`, async () => {
      const phone = add(
        await serving((request, login) =>
          login?.isRight && request.includes(`realm="${realm}"`)
            ? ok
            : answer(401, `Digest realm="${realm}", nonce="n", qop="auth"`),
        ),
      );
      await send(phone);
      await send(phone);
      assert.equal(done, 2);
    });
  }
});
