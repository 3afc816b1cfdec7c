import { createHmac } from 'node:crypto';
import { SHORTEST_SECRET } from './shortest-secret';

/** 132 bits. */
const LENGTH = 22;

/** Whether a token or key is long enough for something to be derived from it. */
export function canDerive(secret: string): boolean {
  return secret.length >= SHORTEST_SECRET;
}

/**
 * The token that a phone has for itself: the listener takes it for this MAC alone.
 * @param token the listener's
 * @param mac 12 lower-case hex digits
 */
export function ownToken(token: string, mac: string): string {
  return derive(token, `event|${mac}`);
}

/**
 * What stands in the address of a phone's file.
 * @param secret the listener's `setupKey`, else its token
 * @param mac 12 lower-case hex digits
 */
export function fileKey(secret: string, mac: string): string {
  return derive(secret, `file|${mac}`);
}

/**
 * What a file is known by again. It is made with a secret because the file holds a token: by a bare digest of it, whoever
 * reads what is kept could try out tokens at leisure.
 * @param secret the listener's `setupKey`, else its token
 */
export function fileDigest(secret: string, text: string): string {
  return derive(secret, `text|${text}`);
}

function derive(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, LENGTH);
}
