import type { Login } from './lockout';
import type { PhoneSettings } from './settings';

/**
 * The account that a phone, or the registrar before it, may ask for. The same password at another address is another
 * login: it was never refused there.
 * @returns undefined where none is configured: nothing is tried then, so nothing can be wrong
 */
export function loginOf(settings: PhoneSettings, transport: 'http' | 'sip'): Login | undefined {
  const { id, host, port, sip, credentials } = settings;
  const { username, password, sipUsername, sipPassword } = credentials;
  if (transport === 'http') {
    return username + password === ''
      ? undefined
      : { key: `${id} http`, parts: [username, password, host, String(port)] };
  }
  // The SIP client answers a challenge only with a user name.
  if (sipUsername === '') return undefined;
  return { key: `${id} sip`, parts: [sipUsername, sipPassword, host, sip.uri, sip.proxy] };
}
