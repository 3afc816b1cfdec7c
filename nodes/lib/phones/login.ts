import type { PlannedRequest } from '../commands/plan';
import { redactPath } from '../commands/redact';
import { writeForQuery } from '../commands/wire';
import type { Login } from './lockout';
import type { PhoneSettings } from './settings';

/**
 * The account that a phone, or the registrar before it, may ask for. The same password at another address is another
 * login: it was never refused there.
 * @returns undefined where none is configured: nothing is tried then, so nothing can be wrong
 */
export function loginOf(settings: PhoneSettings, transport: 'http' | 'sip'): Login | undefined {
  const { id, host, port, path, sip, credentials } = settings;
  const { username, password, sipUsername, sipPassword } = credentials;
  if (transport === 'http') {
    const secretPath = holdsSecret(path) ? path : '';
    return username + password + secretPath === ''
      ? undefined
      : { key: `${id} http`, parts: [username, password, host, String(port), secretPath] };
  }
  // The SIP client answers a challenge only with a user name.
  if (sipUsername === '') return undefined;
  return { key: `${id} sip`, parts: [sipUsername, sipPassword, host, sip.uri, sip.proxy] };
}

/** The id of the node whose login a key is. */
export const nodeOfLogin = (key: string): string => key.slice(0, key.lastIndexOf(' '));

/** Whether a request carries the phone's password in itself: by `{password}`, or since somebody wrote it into the path. */
export function carriesPassword({ wire, shown, post }: PlannedRequest, { path, credentials }: PhoneSettings): boolean {
  if (holdsSecret(path) || post?.carriesPassword) return true;
  // Half a surrogate pair cannot be written into a URL.
  if (credentials.password === '' || /\p{Cs}/u.test(credentials.password)) return false;
  const encoded = writeForQuery(credentials.password, 'password');
  // What is masked stands in the one and not in the other.
  return wire.split(encoded).length > shown.split(encoded).length;
}

function holdsSecret(path: string): boolean {
  return path !== '' && redactPath(path) !== path;
}
