import { digestParameters, digestResponse } from '../test/phones/digest';

export const LOGIN = { username: 'admin', password: 'a long phone password' };

const REALM = 'phone';
/** Real phones hand out a nonce per challenge; which one does not matter to the cost. */
const NONCE = '5f2e6b7d9c3a41d8';

export const CHALLENGE = `Digest realm="${REALM}", nonce="${NONCE}", algorithm=MD5, qop="auth"`;

/** Whether a request's head holds the answer to the challenge, computed as RFC 7616 says. */
export function isGranted(head: string): boolean {
  const value = /\r\nauthorization: digest ([^\r\n]+)/i.exec(head)?.[1];
  if (value === undefined) return false;
  const given = digestParameters(value);
  const expected = digestResponse({
    ...LOGIN,
    algorithm: 'MD5',
    realm: REALM,
    nonce: NONCE,
    method: 'GET',
    uri: given.get('uri') ?? '',
    qop: given.get('qop'),
    nc: given.get('nc'),
    cnonce: given.get('cnonce'),
  });
  return given.get('nonce') === NONCE && given.get('response') === expected;
}
