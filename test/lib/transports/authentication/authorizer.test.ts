import assert from 'node:assert/strict';
import { Authorizer } from '../../../../nodes/lib/transports/authentication/authorizer';
import { NonceCounts } from '../../../../nodes/lib/transports/authentication/nonce-counts';

const BODY = new Uint8Array();

class Talk {
  now = 0;
  readonly authorizer: Authorizer;

  constructor(counts = new NonceCounts(), basicFirst = false) {
    const options = { server: '10.0.0.1:80', counts, basicFirst, now: () => this.now };
    this.authorizer = new Authorizer({ username: 'admin', password: 'wort:äö' }, options);
  }

  /** A new command's first request, the one before having brought this status. */
  command(before?: number): Record<string, string> | undefined {
    if (before !== undefined) this.authorizer.onEnd(before);
    this.authorizer.begin();
    return this.send();
  }

  /** The parameters of the next request's header; undefined: none is sent. */
  send(): Record<string, string> | undefined {
    const value = this.authorizer.authorize('GET', '/key?1', BODY);
    if (value === undefined) return undefined;
    return Object.fromEntries([...value.matchAll(/([a-z]+)="?([^",]+)"?/g)].map((m) => [m[1], m[2]]));
  }
}

const digest = (nonce: string, more = 'qop="auth"') => [`Digest realm="r", nonce="${nonce}", ${more}`];

describe('Authorizer', () => {
  /** A command that the phone let in by its first challenge. */
  const admitted = (talk: Talk, challenge = digest('n1')): Record<string, string> | undefined => {
    talk.command();
    assert.equal(talk.authorizer.onChallenge(challenge), 'retry');
    const sent = talk.send();
    talk.authorizer.onEnd(200);
    return sent;
  };

  it('says nothing before the phone asks, then counts', () => {
    const talk = new Talk();
    assert.equal(talk.command(), undefined);
    assert.equal(talk.authorizer.onChallenge(digest('n1')), 'retry');
    const first = talk.send();
    assert.equal(first?.['nonce'], 'n1');
    assert.equal(first?.['nc'], '00000001');
    const second = talk.command(200);
    assert.equal(second?.['nc'], '00000002');
    assert.equal(second?.['cnonce'], first?.['cnonce'], 'one for the life of the nonce');
    assert.notEqual(second?.['response'], first?.['response']);
  });

  it('tries once, and begins anew with the next command', () => {
    const talk = new Talk();
    talk.command();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2')), 'refused');
    assert.equal(talk.command(), undefined, 'the refused credentials are not sent unasked');
    assert.equal(talk.authorizer.onChallenge(digest('n3')), 'retry');
    assert.equal(talk.send()?.['nonce'], 'n3');
  });

  it('takes one refusal for a wrong password, not for a phone that takes each nonce once', () => {
    const talk = new Talk();
    talk.command();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2')), 'refused');
    admitted(talk, digest('n3'));
    for (const count of ['00000002', '00000003']) {
      const sent = talk.command();
      assert.deepEqual([sent?.['nonce'], sent?.['nc']], ['n3', count]);
      talk.authorizer.onEnd(200);
    }
  });

  it('renews a stale nonce of this command once', () => {
    const talk = new Talk();
    talk.command();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n2', 'qop=auth, stale=TRUE')), 'retry');
    const renewed = talk.send();
    assert.equal(renewed?.['nonce'], 'n2');
    assert.equal(renewed?.['nc'], '00000001');
    assert.equal(talk.authorizer.onChallenge(digest('n3', 'qop=auth, stale=true')), 'refused', 'not a second time');
  });

  it('does not take Basic for the renewal of a nonce', () => {
    const talk = new Talk();
    talk.command();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(['Basic realm="r", nonce="n2", stale=true']), 'refused');
  });

  it('does not believe that a nonce of this command is stale where the same comes again', () => {
    const talk = new Talk();
    talk.command();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.authorizer.onChallenge(digest('n1', 'qop=auth, stale=true')), 'refused');
  });

  // A remembered nonce that is refused says nothing about the password, whatever comes with the refusal.
  for (const [name, challenges, next] of [
    ['no challenge', [], undefined],
    ['another nonce', digest('n2'), 'n2'],
    ['another nonce, stale="FALSE"', digest('n2', 'qop=auth, stale="FALSE"'), 'n2'],
    ['another nonce, stale=true', digest('n2', 'qop=auth, stale=true'), 'n2'],
    ['the same nonce', digest('n1'), undefined],
    ['the same nonce, stale=true', digest('n1', 'qop=auth, stale=true'), undefined],
    ['a challenge that is not known', ['NTLM'], undefined],
    ['an unknown algorithm', digest('n2', 'qop=auth, algorithm=SHA-512'), undefined],
  ] as const) {
    it(`asks anew where a remembered nonce brings 401 with ${name}`, () => {
      const talk = new Talk();
      admitted(talk);
      assert.equal(talk.command()?.['nonce'], 'n1');
      assert.equal(talk.authorizer.onChallenge(challenges), 'retry');
      assert.equal(talk.send()?.['nonce'], next);
      if (next === undefined) {
        assert.equal(talk.authorizer.onChallenge(digest('n3')), 'retry');
        assert.equal(talk.send()?.['nonce'], 'n3');
      }
      assert.equal(talk.authorizer.onChallenge(digest('n4')), 'refused', 'a nonce of this command');
    });
  }

  for (const status of [302, 403, 404, 407, 500, 503, undefined]) {
    it(`forgets a remembered nonce that brings ${status ?? 'no answer'}`, () => {
      const talk = new Talk();
      admitted(talk);
      assert.equal(talk.command()?.['nonce'], 'n1');
      talk.authorizer.onEnd(status);
      assert.equal(talk.command(), undefined);
    });
  }

  for (const status of [400, 403]) {
    it(`lets a phone ask first that answers ${status} to a nonce that it gave itself`, () => {
      const talk = new Talk();
      admitted(talk);
      talk.command();
      talk.authorizer.onEnd(status);
      admitted(talk, digest('n2'));
      assert.equal(talk.command(), undefined);
    });
  }

  it('remembers no nonce that brought no success', () => {
    const talk = new Talk();
    talk.command();
    talk.authorizer.onChallenge(digest('n1'));
    talk.send();
    assert.equal(talk.command(403), undefined);
  });

  it('counts on where the same nonce comes again: later, elsewhere, and after a deploy', () => {
    const counts = new NonceCounts();
    const talk = new Talk(counts);
    const first = admitted(talk);
    talk.now += 31_000;
    const later = admitted(talk);
    const another = admitted(new Talk(counts));
    assert.deepEqual(
      [first, later, another].map((sent) => sent?.['nc']),
      ['00000001', '00000002', '00000003'],
    );
    assert.equal(new Set([first, later, another].map((sent) => sent?.['cnonce'])).size, 1);
    assert.equal(admitted(new Talk(counts), ['Digest realm="other", nonce="n1", qop="auth"'])?.['nc'], '00000001');
  });

  it('takes nextnonce, with a count from 1', () => {
    const talk = new Talk();
    admitted(talk, digest('n1', 'qop="auth", opaque="o"'));
    talk.authorizer.onInfo(['qop=auth, rspauth="00", cnonce="x", nc=00000001, nextnonce="n2 with blanks"']);
    const next = talk.command();
    assert.equal(next?.['nonce'], 'n2 with blanks');
    assert.equal(next?.['nc'], '00000001');
    assert.equal(next?.['opaque'], 'o');
    talk.authorizer.onEnd(200);
    talk.authorizer.onInfo(['rspauth="00"']);
    assert.equal(talk.command()?.['nc'], '00000002', 'no nextnonce, no change');
  });

  it('asks again instead of guessing how nextnonce goes with -sess', () => {
    const talk = new Talk();
    admitted(talk, digest('n1', 'qop=auth, algorithm=MD5-sess'));
    talk.authorizer.onInfo(['nextnonce="n2"']);
    assert.equal(talk.command(), undefined);
  });

  it('asks again where a nonce is old or has no count', () => {
    const talk = new Talk();
    admitted(talk);
    talk.now += 29_999;
    assert.equal(talk.command()?.['nc'], '00000002');
    talk.now += 1;
    assert.equal(talk.command(200), undefined);
    admitted(talk, digest('n2', 'opaque="o"'));
    assert.equal(talk.command(), undefined, 'RFC 2069: once');
  });

  it('learns that a phone takes a nonce only once', () => {
    const talk = new Talk();
    admitted(talk);
    talk.command();
    assert.equal(talk.authorizer.onChallenge(digest('n2')), 'retry');
    talk.send();
    talk.authorizer.onEnd(200);
    for (const nonce of ['n3', 'n4']) {
      assert.equal(talk.command(), undefined, 'asks first from now on');
      assert.equal(talk.authorizer.onChallenge(digest(nonce)), 'retry');
      assert.equal(talk.send()?.['nonce'], nonce);
      talk.authorizer.onEnd(200);
    }
  });

  it('goes on reusing nonces where a phone says stale=true', () => {
    const talk = new Talk();
    admitted(talk);
    for (const nonce of ['n2', 'n3', 'n4']) {
      assert.ok(talk.command(), 'unasked');
      assert.equal(talk.authorizer.onChallenge(digest(nonce, 'qop=auth, stale=true')), 'retry', nonce);
      assert.equal(talk.send()?.['nonce'], nonce);
      talk.authorizer.onEnd(200);
    }
  });

  const BASIC = `Basic ${Buffer.from('admin:wort:äö', 'utf8').toString('base64')}`;

  it('answers Basic in UTF-8, unasked from then on, and tries once', () => {
    const talk = new Talk();
    talk.command();
    assert.equal(talk.authorizer.onChallenge(['Basic realm="VoIP Phone"']), 'retry');
    assert.equal(talk.authorizer.authorize('GET', '/', BODY), BASIC);
    talk.authorizer.onEnd(200);
    talk.now += 3_600_000;
    talk.authorizer.begin();
    assert.equal(talk.authorizer.authorize('GET', '/', BODY), BASIC);
    assert.equal(talk.authorizer.onChallenge(['Basic realm="VoIP Phone"']), 'refused', 'whenever it was carried');
    assert.equal(talk.command(), undefined);
  });

  it('sends Basic at once where the phone is set up so, each time', () => {
    const talk = new Talk(new NonceCounts(), true);
    for (const status of [200, 403, undefined, 200]) {
      talk.authorizer.begin();
      assert.equal(talk.authorizer.authorize('GET', '/', BODY), BASIC);
      talk.authorizer.onEnd(status);
    }
    talk.authorizer.begin();
    talk.authorizer.authorize('GET', '/', BODY);
    assert.equal(talk.authorizer.onChallenge([]), 'refused');
  });

  it('prefers Digest to Basic, and does not fall back after a refusal', () => {
    const talk = new Talk();
    talk.command();
    assert.equal(talk.authorizer.onChallenge(['Basic realm="r"', ...digest('n1')]), 'retry');
    assert.equal(talk.send()?.['nonce'], 'n1');
    assert.equal(talk.authorizer.onChallenge(['Basic realm="r"']), 'refused');
  });

  it('does not retry what it cannot answer: nothing was presented, so nothing was refused', () => {
    for (const values of [[], ['Negotiate'], digest('n', 'algorithm=SHA3'), ['Bearer realm="r"'], ['\0']]) {
      const talk = new Talk();
      talk.command();
      assert.equal(talk.authorizer.onChallenge(values), 'unanswered');
      assert.equal(talk.command(), undefined);
    }
    const colon = new Authorizer({ username: 'a:b', password: 'p' }, { server: '10.0.0.1:80' });
    colon.authorize('GET', '/', BODY);
    assert.equal(colon.onChallenge(['Basic realm="r"']), 'unanswered', 'RFC 7617 cannot say a colon in a user name');
  });
});
