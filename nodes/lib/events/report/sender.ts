import { ipOf } from '../../identity/address';
import type { RawVariable, Sender } from '../types';
import { decodeValue } from './decode';
import { normaliseMac } from '../../identity/mac';
import { isFilled } from './unsubstituted';

/**
 * Who a request says that it comes from: what it names before any text of the other party. Two MACs name nobody, nor do
 * two addresses.
 *
 * @param mayHaveParty whether an empty text may be one: a name that begins with `&mac=` looks as if there were none
 */
export function senderOf(variables: readonly RawVariable[], mayHaveParty: () => boolean): Sender {
  let mac: string | undefined;
  let ip: string | undefined;
  let isMacDoubtful = false;
  let isIpDoubtful = false;
  for (const { value, meaning, marked } of variables) {
    if (!meaning || marked) continue;
    if (meaning.wording === 'theirs' || meaning.mayBeTheirs) {
      if (isFilled(value) || mayHaveParty()) break;
    } else if (meaning.field === 'phone.mac') {
      const found = normaliseMac(decodeValue(value));
      isMacDoubtful ||= mac !== undefined && found !== undefined && found !== mac;
      mac ??= found;
    } else if (meaning.field === 'phone.ip') {
      const found = ipOf(decodeValue(value));
      isIpDoubtful ||= ip !== undefined && found !== undefined && found !== ip;
      ip ??= found;
    }
  }
  const sender: { mac?: string; isMacDoubtful?: boolean; ip?: string } = {};
  if (isMacDoubtful) sender.isMacDoubtful = true;
  else if (mac !== undefined) sender.mac = mac;
  if (ip !== undefined && !isIpDoubtful) sender.ip = ip;
  return sender;
}
