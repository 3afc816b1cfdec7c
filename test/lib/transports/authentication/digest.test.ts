import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parseChallenges } from '../../../../nodes/lib/transports/authentication/challenge';
import { digestAuthorization } from '../../../../nodes/lib/transports/authentication/digest';

const GET = { method: 'GET', uri: '/dir/index.html', body: new Uint8Array() };

/** The header's parameters as written, quotes included. */
function answer(
  challenge: string,
  username: string,
  password: string,
  cnonce: string,
  request = GET,
  nc = 1,
): Record<string, string> | undefined {
  const [parsed] = parseChallenges([challenge]);
  assert.ok(parsed);
  const value = digestAuthorization(parsed, request, { username, password }, { nc, cnonce });
  if (value === undefined) return undefined;
  assert.match(value, /^Digest /);
  return Object.fromEntries([...value.matchAll(/([a-z*]+)=("(?:[^"\\]|\\.)*"|[^,]+)/g)].map((m) => [m[1], m[2]]));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

describe('digestAuthorization', () => {
  describe('published vectors', () => {
    const rfc7616 = (algorithm: string) =>
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
    const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';

    it('RFC 7616 3.9.1, MD5, every parameter and its quoting', () => {
      assert.deepEqual(answer(rfc7616('MD5'), 'Mufasa', 'Circle of Life', cnonce), {
        username: '"Mufasa"',
        realm: '"http-auth@example.org"',
        uri: '"/dir/index.html"',
        algorithm: 'MD5',
        nonce: '"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"',
        nc: '00000001',
        cnonce: '"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"',
        qop: 'auth',
        response: '"8ca523f5e9506fed4657c9700eebdbec"',
        opaque: '"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
      });
    });

    it('RFC 7616 3.9.1, SHA-256', () => {
      assert.equal(
        answer(rfc7616('SHA-256'), 'Mufasa', 'Circle of Life', cnonce)?.['response'],
        '"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
      );
    });

    it('RFC 7616 3.9.2 as erratum 4897 corrects it: SHA-512-256 and userhash', () => {
      const parts = answer(
        'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true',
        'Jäsøn Doe',
        'Secret, or not?',
        'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v',
        { ...GET, uri: '/doe.json' },
      );
      assert.equal(parts?.['response'], '"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"');
      assert.equal(parts?.['username'], '"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"');
      assert.equal(parts?.['userhash'], 'true');
    });

    it('RFC 2617 3.5', () => {
      const parts = answer(
        'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
        'Mufasa',
        'Circle Of Life',
        '0a4f113b',
      );
      assert.equal(parts?.['response'], '"6629fae49393a05397450978507c4ef1"');
      assert.equal(parts?.['algorithm'], undefined, 'not offered, so not named');
    });

    it('RFC 2069 2.4 as erratum 749 corrects it: no qop, so neither nc nor cnonce', () => {
      const parts = answer(
        'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
        'Mufasa',
        'CircleOfLife',
        'ignored',
      );
      assert.equal(parts?.['response'], '"1949323746fe6a43ef61f9606e7febea"');
      for (const name of ['qop', 'nc', 'cnonce']) assert.equal(parts?.[name], undefined, name);
    });
  });

  it('auth-int covers the body, and is taken only where auth is not offered', () => {
    const body = new TextEncoder().encode('key=SPEAKER');
    const request = { method: 'NOTIFY', uri: 'sip:1@h', body };
    const parts = answer('Digest realm="r", nonce="n", qop="auth-int"', 'u', 'p', 'c', request, 10);
    const expected = md5(`${md5('u:r:p')}:n:0000000a:c:auth-int:${md5(`NOTIFY:sip:1@h:${md5('key=SPEAKER')}`)}`);
    assert.equal(parts?.['response'], `"${expected}"`);
    assert.equal(parts?.['qop'], 'auth-int');
    assert.equal(parts?.['nc'], '0000000a', 'hexadecimal, eight digits');
    assert.equal(answer('Digest realm="r", nonce="n", qop="auth-int, AUTH"', 'u', 'p', 'c')?.['qop'], 'auth');
  });

  it('-sess binds the key to nonce and cnonce, for every hash', () => {
    for (const [algorithm, hash] of [
      ['MD5-sess', 'md5'],
      ['SHA-256-sess', 'sha256'],
      ['SHA-512-256-SESS', 'sha512-256'],
    ] as const) {
      const h = (text: string) => createHash(hash).update(text).digest('hex');
      const parts = answer(`Digest realm="r", nonce="n", qop=auth, algorithm=${algorithm}`, 'u', 'p', 'c');
      const key = h(`${h('u:r:p')}:n:c`);
      assert.equal(parts?.['response'], `"${h(`${key}:n:00000001:c:auth:${h('GET:/dir/index.html')}`)}"`);
      assert.equal(parts?.['algorithm'], algorithm, 'as the server spells it');
    }
  });

  it('-sess without qop still says its cnonce, without which nobody can check it', () => {
    const parts = answer('Digest realm="r", nonce="n", algorithm=MD5-sess', 'u', 'p', 'c');
    const key = md5(`${md5('u:r:p')}:n:c`);
    assert.equal(parts?.['response'], `"${md5(`${key}:n:${md5('GET:/dir/index.html')}`)}"`);
    assert.equal(parts?.['cnonce'], '"c"');
  });

  it('knows algorithms in any case and in quotes', () => {
    for (const name of ['md5', '"MD5"', '" md5"', 'mD5']) {
      assert.ok(answer(`Digest realm="r", nonce="n", algorithm=${name}`, 'u', 'p', 'c'), name);
    }
  });

  it('never answers what it does not know', () => {
    for (const challenge of [
      'Digest realm="r", nonce="n", algorithm=SHA-512',
      'Digest realm="r", nonce="n", algorithm=AKAv1-MD5',
      'Digest realm="r", nonce="n", algorithm=""',
      'Digest realm="r", nonce="n", qop="auth-conf"',
      'Digest realm="r", algorithm=MD5',
      'Basic realm="r", nonce="n"',
    ]) {
      assert.equal(answer(challenge, 'u', 'p', 'c'), undefined, challenge);
    }
  });

  it('escapes quotes and backslashes in what it writes, and hashes them as they are', () => {
    const parts = answer('Digest realm="r", nonce="n"', 'a"b\\c', 'p', 'c');
    assert.equal(parts?.['username'], '"a\\"b\\\\c"');
    assert.equal(parts?.['response'], `"${md5(`${md5('a"b\\c:r:p')}:n:${md5('GET:/dir/index.html')}`)}"`);
  });

  it('writes a user name beyond ASCII as username*, hashed as UTF-8', () => {
    const parts = answer('Digest realm="r", nonce="n", charset=UTF-8', "Jäsøn D'oe", 'p', 'c');
    assert.equal(parts?.['username'], undefined);
    assert.equal(parts?.['username*'], "UTF-8''J%C3%A4s%C3%B8n%20D%27oe");
    assert.equal(parts?.['response'], `"${md5(`${md5("Jäsøn D'oe:r:p")}:n:${md5('GET:/dir/index.html')}`)}"`);
  });

  it('refuses everything that would break the line', () => {
    const plain = 'Digest realm="r", nonce="n"';
    for (const bad of ['\r', '\n', '\0', '\r\nX: y', '\x1b']) {
      assert.equal(answer(plain, `u${bad}`, 'p', 'c'), undefined, 'user name');
      assert.equal(answer(plain, 'u', `p${bad}`, 'c'), undefined, 'password');
      assert.equal(answer(plain, 'u', 'p', 'c', { ...GET, uri: `/${bad}` }), undefined, 'uri');
      for (const name of ['realm', 'nonce', 'opaque']) {
        const params = new Map([
          ['realm', 'r'],
          ['nonce', 'n'],
          [name, `x${bad}`],
        ]);
        const use = { nc: 1, cnonce: 'c' };
        const value = digestAuthorization({ scheme: 'digest', params }, GET, { username: 'u', password: 'p' }, use);
        assert.equal(value, undefined, name);
      }
    }
  });
});
