import assert from 'node:assert/strict';
import { parseChallenges } from '../../../../nodes/lib/transports/authentication/challenge';
import { chooseChallenge } from '../../../../nodes/lib/transports/authentication/choice';

function choose(preference: 'strongest' | 'first', ...values: string[]): string | undefined {
  const challenge = chooseChallenge(parseChallenges(values), preference);
  return challenge && `${challenge.scheme} ${challenge.params.get('algorithm') ?? ''}`.trim();
}

const BASIC = 'Basic realm="r"';
const MD5 = 'Digest realm="r", nonce="1", algorithm=MD5';
const MD5_SESS = 'Digest realm="r", nonce="1", algorithm=MD5-sess';
const SHA256 = 'Digest realm="r", nonce="2", algorithm=SHA-256';
const SHA512 = 'Digest realm="r", nonce="3", algorithm=SHA-512-256-sess';
const STRANGE = 'Digest realm="r", nonce="4", algorithm=SHA3-512';

describe('chooseChallenge', () => {
  it('takes the strongest for HTTP, wherever it stands', () => {
    assert.equal(choose('strongest', BASIC, MD5, SHA512, SHA256), 'digest SHA-512-256-sess');
    assert.equal(choose('strongest', `${BASIC}, ${SHA256}, ${MD5}`), 'digest SHA-256');
    assert.equal(choose('strongest', BASIC, MD5), 'digest MD5');
    assert.equal(choose('strongest', 'Negotiate', BASIC), 'basic');
  });

  it('takes the first of equals', () => {
    assert.equal(choose('strongest', MD5_SESS, MD5), 'digest MD5-sess');
  });

  it('takes the first that it knows for SIP, and never Basic', () => {
    assert.equal(choose('first', STRANGE, MD5, SHA256), 'digest MD5');
    assert.equal(choose('first', BASIC, SHA256, MD5), 'digest SHA-256');
    assert.equal(choose('first', BASIC), undefined);
  });

  it('takes none that cannot be answered', () => {
    assert.equal(choose('strongest', STRANGE, 'Negotiate', 'Bearer realm="r"', 'Digest realm="no nonce"'), undefined);
    assert.equal(choose('strongest'), undefined);
  });
});
