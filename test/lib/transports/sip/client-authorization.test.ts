import assert from 'node:assert/strict';
import { SipStack } from '../../../../nodes/lib/transports/sip';
import { ACCOUNT, authorizationOf, isProven } from './support/expected-digest';
import { keyPress, within } from './support/requests';
import { type Behaviour, Uas } from './support/uas';

describe('sip/client with digest', () => {
  let stack: SipStack;
  let uas: Uas;

  beforeEach(() => (stack = new SipStack()));
  afterEach(() => Promise.all([stack.close(), uas.close()]));

  async function press(behave: Behaviour, changes: object = ACCOUNT): Promise<number> {
    uas = await Uas.udp(behave);
    return again(changes);
  }
  async function again(changes: object = ACCOUNT): Promise<number> {
    return (await stack.notify(keyPress({ uri: `sip:6040@127.0.0.1:${uas.port}`, ...changes }), within(5000))).status;
  }
  /** Challenges whoever does not prove the password. */
  const challenging =
    (challenge: string, status: 401 | 407 = 401): Behaviour =>
    (request) => {
      if (isProven(request, status === 401 ? 'Authorization' : 'Proxy-Authorization')) request.reply(200);
      else request.reply(status, { [status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate']: challenge });
    };

  for (const [name, challenge] of Object.entries({
    'MD5 without qop': 'Digest realm="r", nonce="n1"',
    'MD5 with auth': 'Digest realm="r", nonce="n1", algorithm=MD5, qop="auth"',
    'MD5-sess': 'Digest realm="r", nonce="n1", algorithm=MD5-sess, qop="auth"',
    'SHA-256': 'Digest realm="r, with comma", nonce="n1", algorithm=SHA-256, qop="auth", opaque="o"',
    'SHA-256-sess with auth-int': 'Digest realm="r", nonce="n1", algorithm=SHA-256-sess, qop="auth-int"',
    'SHA-512-256': 'Digest realm="r", nonce="n1", algorithm=SHA-512-256, qop="auth,auth-int"',
    'MD5 with auth-int over the key press': 'Digest realm="r", nonce="n1", algorithm=MD5, qop="auth-int"',
  })) {
    for (const status of [401, 407] as const) {
      it(`proves the password to ${status} by ${name}`, async () => {
        assert.equal(await press(challenging(challenge, status)), 200);
        assert.equal(uas.requests.length, 2);
        const [first, second] = uas.requests;
        assert.ok(first && second);
        assert.notEqual(second.branch, first.branch);
        assert.equal(second.header('CSeq'), '2 NOTIFY');
        assert.equal(second.header('Call-ID'), first.header('Call-ID'));
        assert.equal(second.header('From'), first.header('From'));
        assert.ok(!second.text.includes(ACCOUNT.password));
      });
    }
  }

  for (const [what, challenge, requests] of [
    ['once where it has no count', 'Digest realm="r", nonce="n1"', 4],
    ['again where it has one', 'Digest realm="r", nonce="n1", qop="auth"', 3],
  ] as const) {
    it(`takes a nonce ${what}`, async () => {
      assert.equal(await press(challenging(challenge)), 200);
      assert.equal(await again(), 200);
      assert.equal(uas.requests.length, requests);
    });
  }

  it('asks eight times at the most, however many realms come one after the other', async () => {
    let count = 0;
    const status = await press((request) =>
      request.reply(407, { 'Proxy-Authenticate': `Digest realm="${count++}", nonce="n", qop="auth"` }),
    );
    assert.deepEqual([status, uas.requests.length], [407, 8]);
  });

  it('answers a proxy and then the phone, keeping both answers', async () => {
    const status = await press((request) => {
      if (!isProven(request, 'Proxy-Authorization'))
        request.reply(407, { 'Proxy-Authenticate': 'Digest realm="proxy", nonce="p", qop="auth"' });
      else if (!isProven(request, 'Authorization'))
        request.reply(401, { 'WWW-Authenticate': 'Digest realm="phone", nonce="w", algorithm=SHA-256, qop="auth"' });
      else request.reply(200);
    });
    assert.equal(status, 200);
    assert.deepEqual(
      uas.requests.map((request) => request.header('CSeq')),
      ['1 NOTIFY', '2 NOTIFY', '3 NOTIFY'],
    );
  });

  it('answers every realm that one response asks for', async () => {
    const realms = (value: string): string[] => value.split('\n').map((line) => authorizationOf(line).realm ?? '');
    const status = await press((request) => {
      if (realms(request.header('Proxy-Authorization')).join() === 'a,b') request.reply(200);
      else
        request.reply(407, {
          'Proxy-Authenticate': 'Digest realm="a", nonce="1", qop="auth"\nDigest realm="b", nonce="2", qop="auth"',
        });
    });
    assert.equal(status, 200);
    assert.equal(uas.requests.length, 2);
  });

  it('takes the first of several challenges that it knows', async () => {
    const challenges = ['SHA-999', 'SHA-256', 'MD5'].map(
      (name) => `Digest realm="r", nonce="n", algorithm=${name}, qop="auth"`,
    );
    assert.equal(await press(challenging(challenges.join('\n'))), 200);
    assert.equal(authorizationOf(uas.requests[1]?.header('Authorization') ?? '').algorithm, 'SHA-256');
    assert.equal(uas.requests.length, 2);
  });

  it('reads several challenges from one line', async () => {
    assert.equal(
      await press(
        challenging(
          'Digest realm="r", nonce="n", algorithm=AKAv1-MD5, Digest realm="r", nonce="n", algorithm=MD5, qop="auth"',
        ),
      ),
      200,
    );
    assert.equal(authorizationOf(uas.requests[1]?.header('Authorization') ?? '').algorithm, 'MD5');
  });

  for (const [name, challenge] of Object.entries({
    'an unknown algorithm': 'Digest realm="r", nonce="n", algorithm=SHA-999',
    'an unknown qop': 'Digest realm="r", nonce="n", qop="auth-conf"',
    Basic: 'Basic realm="r"',
    'no nonce': 'Digest realm="r"',
    rubbish: '"=,,;Digest',
    nothing: '',
  })) {
    it(`gives ${name} no answer`, async () => {
      assert.equal(await press((request) => request.reply(401, { 'WWW-Authenticate': challenge })), 401);
      assert.equal(uas.requests.length, 1);
    });
  }

  it('has no answer without a user name', async () => {
    assert.equal(await press(challenging('Digest realm="r", nonce="n"'), { username: '', password: '' }), 401);
    assert.equal(uas.requests.length, 1);
  });

  it('does not try a refused password twice for one realm, whatever the nonce', async () => {
    const status = await press((request, count) =>
      request.reply(401, { 'WWW-Authenticate': `Digest realm="r", nonce="n${count}", qop="auth"` }),
    );
    assert.equal(status, 401);
    assert.equal(uas.requests.length, 2);
    assert.equal(await again(), 401);
    assert.equal(uas.requests.length, 4);
    assert.equal(uas.requests[2]?.header('Authorization'), '');
  });

  it('tries again when only the nonce was stale, but not for ever', async () => {
    const stale = await press((request, count) =>
      request.reply(401, { 'WWW-Authenticate': `Digest realm="r", nonce="n${count}", qop="auth", stale=TRUE` }),
    );
    assert.equal(stale, 401);
    assert.equal(uas.requests.length, 5);
  });

  it('uses an accepted nonce for the next command, with a rising count', async () => {
    await press(challenging('Digest realm="r", nonce="n", qop="auth"'));
    assert.equal(await again(), 200);
    assert.equal(await again(), 200);
    assert.equal(uas.requests.length, 4);
    const counts = uas.requests.slice(1).map((request) => authorizationOf(request.header('Authorization')).nc);
    assert.deepEqual(counts, ['00000001', '00000002', '00000003']);
  });

  it('forgives a remembered nonce that is refused without stale', async () => {
    await press((request, count) => {
      const nonce = count <= 2 ? 'old' : 'new';
      if (authorizationOf(request.header('Authorization')).nonce === nonce) request.reply(200);
      else request.reply(401, { 'WWW-Authenticate': `Digest realm="r", nonce="${nonce}", qop="auth"` });
    });
    assert.equal(await again(), 200);
    assert.equal(uas.requests.length, 4);
  });

  it('forgets a login that is refused for good', async () => {
    await press((request, count) => {
      if (count === 2) request.reply(200);
      else request.reply(401, { 'WWW-Authenticate': `Digest realm="r", nonce="n${count}", qop="auth"` });
    });
    assert.equal(await again(), 401);
    assert.equal(await again(), 401);
    const brought = uas.requests.map((request) => request.header('Authorization') !== '');
    // Challenge and proof; remembered and new proof, both refused; challenge and proof once more.
    assert.deepEqual(brought, [false, true, true, true, false, true]);
  });

  it("does not send one phone's login to another behind the same proxy, but the proxy's to all", async () => {
    const behave: Behaviour = (request) => {
      if (!isProven(request, 'Proxy-Authorization'))
        request.reply(407, { 'Proxy-Authenticate': 'Digest realm="proxy", nonce="p", qop="auth"' });
      else if (!isProven(request, 'Authorization'))
        request.reply(401, { 'WWW-Authenticate': `Digest realm="phone", nonce="${request.uri}", qop="auth"` });
      else request.reply(200);
    };
    await press(behave);
    assert.equal(await again({ ...ACCOUNT, uri: 'sip:other@pbx.example', proxy: `127.0.0.1:${uas.port}` }), 200);
    const [, , , first, second] = uas.requests;
    assert.ok(first && second);
    assert.ok(isProven(first, 'Proxy-Authorization'));
    assert.equal(first.header('Authorization'), '');
    assert.ok(isProven(second, 'Authorization'));
  });

  it('keeps accounts apart', async () => {
    await press(challenging('Digest realm="r", nonce="n", qop="auth"'));
    assert.equal(await again({ username: '2000', password: 'wrong' }), 401);
    assert.equal(uas.requests[2]?.header('Authorization'), '');
    assert.equal(await again(), 200);
    assert.equal(uas.requests.length, 5);
  });
});
