import type { SipAddressing } from '../../transports/sip';
import type { PhoneSettings } from '../settings';

/**
 * Where requests to the phone go, and who sends them, as the phone is set up.
 * @param host where the phone is now, '' where that is not known
 * @returns undefined where neither a SIP URI nor an address is known
 */
export function sipAddressing(settings: PhoneSettings, host: string): SipAddressing | undefined {
  const { sip, credentials, tls } = settings;
  const uri = sip.uri || (host && defaultUri(host, credentials.sipUsername));
  if (!uri) return undefined;
  return {
    uri,
    proxy: sip.proxy,
    from: sip.from,
    local: sip.local,
    username: credentials.sipUsername,
    password: credentials.sipPassword,
    ...(sip.transport && { transport: sip.transport }),
    ...(tls && { tls }),
  };
}

/**
 * The phone's own URI, where none is configured: its SIP user (if known) at its address. By way of a Buffer, since
 * encodeURIComponent throws on half a surrogate pair.
 */
function defaultUri(host: string, user: string): string {
  const bare = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return user ? `sip:${encodeURIComponent(Buffer.from(user).toString())}@${bare}` : `sip:${bare}`;
}
