import type { SipNotify } from '../../../../../nodes/lib/transports/sip';
import { type CheckedRequest, checkNotify } from '../../../../../nodes/lib/transports/sip/notify';
import type { TransportOptions } from '../../../../../nodes/lib/transports/transport';

/** A Fanvil key press. */
export function keyPress(changes: Partial<SipNotify> = {}): SipNotify {
  return { uri: 'sip:6040@127.0.0.1', event: 'ACTIVE-URI', contentType: 'message/sipfrag', body: 'key=OK', ...changes };
}

export function checkedKeyPress(changes: Partial<SipNotify> = {}): CheckedRequest {
  return checkNotify(keyPress(changes));
}

export function within(timeout: number, signal = new AbortController().signal): TransportOptions {
  return { timeout, signal };
}
