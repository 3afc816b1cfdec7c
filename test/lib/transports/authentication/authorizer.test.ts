import assert from 'node:assert/strict';
import { Authorizer } from '../../../../nodes/lib/transports/authentication/authorizer';

const BODY = new Uint8Array();

class Talk {
  now = 0;
  readonly authorizer = new Authorizer({ username: 'admin', password: 'wort:äö' }, () => this.now);

  /** The parameters of the next request's header; undefined: none is sent. */
  send(): Record<string, string> | undefined {
    const value = this.authorizer.authorize('GET', '/key?1', BODY);
    if (value === undefined) return undefined;
    return Object.fromEntries([...value.matchAll(/([a-z]+)="?([^",]+)"?/g)].map((m) => [m[1], m[2]]));
  }
}

const digest = (nonce: string, more = 'qop="auth"') => [`Digest realm="r", nonce="${nonce}", ${more}`];

describe('Authorizer', () => {
  it('says nothing before the phone asks, then counts', () => {
    const talk = new Talk();
    assert.equal(talk.send(), undefined);
    assert.equal(talk.authorizer.onChallenge(digest('n1')), 'retry');
    const first = talk.send();
    assert.equal(first?.['nonce'], 'n1');
    assert.equal(first?.['nc'], '00000001');
    const second = talk.send();
    assert.equal(second?.['nc'], '00000002');
    assert.equal(second?.['cnonce'], first?.['cnonce'], 'one for the life of the nonce');
    assert.notEqual(second?.['response'], first?.['response']);
  });

  it('tries once, and begins anew with the next command', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2')), 'spent');
    assert.equal(talk.send(), undefined, 'the refused credentials are not sent unasked');
    assert.equal(talk.authorizer.onChallenge(digest('n3')), 'retry');
    assert.equal(talk.send()?.['nonce'], 'n3');
  });

  it('takes one refusal for a wrong password, not for a phone that takes each nonce once', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2')), 'spent');
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n3')), 'retry');
    for (const count of ['00000001', '00000002', '00000003']) {
      const sent = talk.send();
      assert.deepEqual([sent?.['nonce'], sent?.['nc']], ['n3', count]);
    }
  });

  it('renews a stale nonce once, with a count from 1', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2', 'qop=auth, stale=TRUE')), 'retry');
    const renewed = talk.send();
    assert.equal(renewed?.['nonce'], 'n2');
    assert.equal(renewed?.['nc'], '00000001');
    assert.equal(talk.authorizer.onChallenge(digest('n3', 'qop=auth, stale=true')), 'spent', 'not a second time');
  });

  it('allows a renewal in every command', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    for (const nonce of ['n2', 'n3', 'n4']) {
      talk.send();
      assert.equal(talk.authorizer.onChallenge(digest(nonce, 'qop=auth, stale=true')), 'retry', nonce);
      assert.equal(talk.send()?.['nonce'], nonce);
    }
  });

  it('does not believe stale with the same nonce', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n1', 'qop=auth, stale=true')), 'spent');
  });

  it('takes nextnonce, with a count from 1', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1', 'qop="auth", opaque="o"'));
    talk.send();
    talk.authorizer.onInfo(['qop=auth, rspauth="00", cnonce="x", nc=00000001, nextnonce="n2 with blanks"']);
    const next = talk.send();
    assert.equal(next?.['nonce'], 'n2 with blanks');
    assert.equal(next?.['nc'], '00000001');
    assert.equal(next?.['opaque'], 'o');
    talk.authorizer.onInfo(['rspauth="00"']);
    assert.equal(talk.send()?.['nc'], '00000002', 'no nextnonce, no change');
  });

  it('asks again instead of guessing how nextnonce goes with -sess', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1', 'qop=auth, algorithm=MD5-sess'));
    talk.send();
    talk.authorizer.onInfo(['nextnonce="n2"']);
    assert.equal(talk.send(), undefined);
  });

  it('asks again where a nonce is old or has no count', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    talk.now += 29_999;
    assert.equal(talk.send()?.['nc'], '00000002');
    talk.now += 1;
    assert.equal(talk.send(), undefined);
    assert.equal(talk.authorizer.onChallenge(digest('n2', 'opaque="o"')), 'retry');
    assert.equal(talk.send()?.['nonce'], 'n2');
    assert.equal(talk.send(), undefined, 'RFC 2069: once');
  });

  it('learns that a phone takes a nonce only once', () => {
    const talk = new Talk();
    talk.send();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2')), 'spent');
    for (const nonce of ['n3', 'n4']) {
      assert.equal(talk.send(), undefined, 'asks first from now on');
      assert.equal(talk.authorizer.onChallenge(digest(nonce)), 'retry');
      assert.equal(talk.send()?.['nonce'], nonce);
    }
  });

  it('answers Basic in UTF-8, unasked from then on, and tries once', () => {
    const talk = new Talk();
    assert.equal(talk.authorizer.authorize('GET', '/', BODY), undefined);
    assert.equal(talk.authorizer.onChallenge(['Basic realm="VoIP Phone"']), 'retry');
    const expected = `Basic ${Buffer.from('admin:wort:äö', 'utf8').toString('base64')}`;
    assert.equal(talk.authorizer.authorize('GET', '/', BODY), expected);
    talk.now += 3_600_000;
    assert.equal(talk.authorizer.authorize('GET', '/', BODY), expected);
    assert.equal(talk.authorizer.onChallenge(['Basic realm="VoIP Phone"']), 'spent');
    assert.equal(talk.authorizer.authorize('GET', '/', BODY), undefined);
  });

  it('prefers Digest to Basic, and does not fall back after a refusal', () => {
    const talk = new Talk();
    talk.send();
    assert.equal(talk.authorizer.onChallenge(['Basic realm="r"', ...digest('n1')]), 'retry');
    assert.equal(talk.send()?.['nonce'], 'n1');
    assert.equal(talk.authorizer.onChallenge(['Basic realm="r"']), 'spent');
  });

  it('does not retry what it cannot answer', () => {
    for (const values of [[], ['Negotiate'], digest('n', 'algorithm=SHA3'), ['Bearer realm="r"'], ['\0']]) {
      const talk = new Talk();
      talk.send();
      assert.equal(talk.authorizer.onChallenge(values), 'spent');
      assert.equal(talk.send(), undefined);
    }
    const colon = new Authorizer({ username: 'a:b', password: 'p' });
    colon.authorize('GET', '/', BODY);
    assert.equal(colon.onChallenge(['Basic realm="r"']), 'spent', 'RFC 7617 cannot say a colon in a user name');
  });
});
