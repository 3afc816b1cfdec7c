import type { Finding } from '../nodes/lib/phones/finding';
import { vendorOf } from './catalogue';
import { words } from './words';

const _ = words('voip-phone');

/** Findings that SIP has other words for. */
const BY_SIP: readonly Finding['outcome'][] = [
  'reachable',
  'unauthorized',
  'password-missing',
  'forbidden',
  'silent',
  'redirect',
  'not-understood',
  'failed',
  'no-tls',
];

/**
 * What was found, as our sentence, and what others said beside it.
 *
 * @param vendor id of the phone's
 */
export function findingWords(
  { outcome, transport, status, code, target, names }: Finding,
  vendor: string,
): { readonly sentence: string; readonly detail: string | undefined } {
  const bySip = transport === 'sip';
  const key = bySip && BY_SIP.includes(outcome) ? `${outcome}-sip` : outcome;
  // A certificate's names are the other side's text: they stand apart from our sentence.
  const detail = names?.join(', ') ?? (status === undefined ? code : `${bySip ? 'SIP' : 'HTTP'} ${status}`);
  const known = vendorOf(vendor);
  const vendorLabel = known && !known.anyMake ? known.label : 'VoIP';
  const sentence =
    key === 'redirect' && !target ? _('finding.redirect-blind') : _(`finding.${key}`, { vendor: vendorLabel, target });
  return { sentence, detail };
}
