const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 22 letters and digits hold 128 bits, and need no escaping in a URL. */
export function newToken(): string {
  let token = '';
  while (token.length < 22) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // 248 is the largest multiple of 62 in a byte: beyond it some signs would come more often.
      if (byte < 248 && token.length < 22) token += SIGNS[byte % 62];
    }
  }
  return token;
}
