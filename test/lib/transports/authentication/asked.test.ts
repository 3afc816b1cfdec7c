import assert from 'node:assert/strict';
import { askedFor } from '../../../../nodes/lib/transports/authentication/asked';

describe('askedFor', () => {
  for (const [what, values, asked] of [
    ['nothing', [], []],
    [
      'known schemes, each once',
      ['Basic realm="r"', 'basic realm="s"', 'NEGOTIATE', 'ntlm'],
      ['Basic', 'Negotiate', 'NTLM'],
    ],
    ['a Digest that can be answered', ['Digest realm="r", nonce="n"'], ['Digest']],
    ['an algorithm that cannot', ['Digest realm="r", nonce="n", algorithm=SHA-512'], ['Digest with SHA-512']],
    ["a stranger's words for an algorithm", ['Digest nonce="n", algorithm="call 0900"'], ['Digest of an unknown kind']],
    ["a stranger's words for a scheme", ['Call-0900 realm="r"'], ['a login of an unknown kind']],
    [
      'more than anybody reads',
      ['Basic', 'Bearer', 'Hoba', 'Mutual', 'NTLM', 'OAuth'].map((scheme) => `${scheme} realm="r"`),
      ['Basic', 'Bearer', 'HOBA', 'Mutual'],
    ],
  ] as const) {
    it(`names ${what}`, () => assert.deepEqual(askedFor(values), asked));
  }
});
