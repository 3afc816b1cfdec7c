import assert from 'node:assert/strict';
import { parseChallenges } from '../../../../nodes/lib/transports/authentication/challenge';

function read(...values: string[]): [string, Record<string, string>][] {
  return parseChallenges(values).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);
}

describe('parseChallenges', () => {
  it('reads a Digest challenge with commas inside quotes', () => {
    assert.deepEqual(read('Digest realm="a, b=c", qop="auth,auth-int", nonce="n,1", algorithm=MD5'), [
      ['digest', { realm: 'a, b=c', qop: 'auth,auth-int', nonce: 'n,1', algorithm: 'MD5' }],
    ]);
  });

  it('reads several challenges in one value and in several', () => {
    assert.deepEqual(
      read('Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"', 'Digest nonce=x'),
      [
        ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
        ['basic', { realm: 'simple' }],
        ['digest', { nonce: 'x' }],
      ],
    );
  });

  it('steps over token68, schemes alone and empty elements', () => {
    assert.deepEqual(read('Negotiate YII+/abc==, NTLM,, , Basic realm="x"', 'Negotiate', '', ' ,'), [
      ['negotiate', {}],
      ['ntlm', {}],
      ['basic', { realm: 'x' }],
      ['negotiate', {}],
    ]);
  });

  it('tolerates blanks around =, missing commas, mixed case and single-line leftovers', () => {
    assert.deepEqual(read('DIGEST Realm = "r"  NONCE\t=\t"n" stale=TRUE Basic  realm= "b"'), [
      ['digest', { realm: 'r', nonce: 'n', stale: 'TRUE' }],
      ['basic', { realm: 'b' }],
    ]);
  });

  it('takes an unquoted qop list for one parameter', () => {
    assert.deepEqual(read('Digest qop=auth,auth-int, nonce="n"'), [['digest', { qop: 'auth,auth-int', nonce: 'n' }]]);
  });

  it('keeps the first of a name, and names that objects have', () => {
    assert.deepEqual(read('Digest nonce="1", nonce="2"'), [['digest', { nonce: '1' }]]);
    const [challenge] = parseChallenges(['Digest __proto__="p", constructor="c"']);
    assert.equal(challenge?.params.get('__proto__'), 'p');
    assert.equal(challenge?.params.get('constructor'), 'c');
    assert.equal(challenge?.params.get('toString'), undefined);
  });

  it('reads an unclosed quote to the end', () => {
    assert.deepEqual(read('Digest realm="r", nonce="abc'), [['digest', { realm: 'r', nonce: 'abc' }]]);
    assert.deepEqual(read('Digest nonce="abc\\'), [['digest', { nonce: 'abc' }]]);
  });

  it('makes nothing of parameters without a scheme and of junk', () => {
    assert.deepEqual(read('realm="r"', '=', '"', '"""', ',,,', '====', '\0'), [['\0', {}]]);
  });

  it('stays bounded on hostile values', () => {
    for (const piece of ['"', '\\"', 'a="', 'a=', ' ', 'a ', 'Digest a=b,', '=,', 'x', '"\\', 'a = ', '\t,']) {
      const challenges = parseChallenges(Array.from({ length: 1000 }, () => piece.repeat(100_000)));
      assert.ok(challenges.length <= 16, piece);
      for (const { params } of challenges) assert.ok(params.size <= 32, piece);
    }
  });
});
