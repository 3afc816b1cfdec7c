import { createHash } from 'node:crypto';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export type DigestAlgorithm = 'MD5' | 'SHA-256';

/** What goes into a response of RFC 7616 section 3.4.1 with qop=auth, or of RFC 2617 without qop. */
export interface DigestInput extends Credentials {
  readonly algorithm: DigestAlgorithm;
  readonly realm: string;
  readonly nonce: string;
  readonly method: string;
  readonly uri: string;
  readonly qop?: string | undefined;
  readonly nc?: string | undefined;
  readonly cnonce?: string | undefined;
}

export function digestResponse(input: DigestInput): string {
  const hash = (text: string): string =>
    createHash(input.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex');
  const secret = hash(`${input.username}:${input.realm}:${input.password}`);
  const request = hash(`${input.method}:${input.uri}`);
  const middle = input.qop ? [input.nonce, input.nc, input.cnonce, input.qop] : [input.nonce];
  return hash([secret, ...middle, request].join(':'));
}

/** The parameters of one challenge or of one Authorization value, names in lower case, quotes taken off. */
export function digestParameters(header: string): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const match of header.matchAll(/([a-z]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/gi)) {
    parameters.set((match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? '');
  }
  return parameters;
}
