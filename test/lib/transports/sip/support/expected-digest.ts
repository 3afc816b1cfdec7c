import { createHash } from 'node:crypto';
import type { UasRequest } from './uas';

/** The account that the tests' servers know. */
export const ACCOUNT = { username: '1000', password: 'Ss7-canary-secret' };

const HASHES: Record<string, string> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };

/** The parameters of an Authorization value, as a server would read them. */
export function authorizationOf(value: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [, name = '', quoted, bare] of value.matchAll(/([\w*]+)=(?:"([^"]*)"|([^\s,]+))/g))
    parameters[name] = quoted ?? bare ?? '';
  return parameters;
}

/** Whether a request proves the account's password, computed here from RFC 7616's formulas. */
export function isProven(
  request: UasRequest,
  header: 'Authorization' | 'Proxy-Authorization',
  account = ACCOUNT,
): boolean {
  const value = request.header(header);
  if (!value) return false;
  const { realm, nonce, uri, response, algorithm = 'MD5', qop, nc, cnonce } = authorizationOf(value);
  const name = algorithm.replace(/-sess$/, '');
  const hash = (text: string): string =>
    createHash(HASHES[name] ?? 'unknown')
      .update(text)
      .digest('hex');
  const secret = hash(`${account.username}:${realm}:${account.password}`);
  const first = algorithm.endsWith('-sess') ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const body = qop === 'auth-int' ? `:${hash(request.body)}` : '';
  const second = hash(`${request.method}:${uri}${body}`);
  return uri === request.uri && response === hash([first, nonce, ...(qop ? [nc, cnonce, qop] : []), second].join(':'));
}
