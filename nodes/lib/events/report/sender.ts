import { ipOf } from '../address';
import type { Sender } from '../types';
import { normaliseMac } from './mac';
import { told } from './told';

/** Who a request's variables say that it comes from. */
export function senderOf(variables: Readonly<Record<string, string>>): Sender {
  const mac = told(variables, 'phone.mac', normaliseMac);
  const ip = told(variables, 'phone.ip', ipOf);
  return { ...(mac !== undefined && { mac }), ...(ip !== undefined && { ip }) };
}
