import type { ShownPhone } from './rows';

/** The most of what a MAC is separated by. */
const SEPARATORS = /[:. -]/g;
/** So short, hex digits are rather part of a name or number. */
const LEAST_DIGITS = 4;

/**
 * Whether a phone is one that somebody looks for: each word stands in its name, number, MAC, address, vendor, model, or in
 * who it talks to; a MAC in any notation.
 *
 * @param text as typed
 * @param vendorLabel of a vendor's id
 */
export function filterFor(text: string, vendorLabel: (id: string) => string): (phone: ShownPhone) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  const hex = text.trim().toLowerCase().replace(SEPARATORS, '');
  const isHex = hex.length >= LEAST_DIGITS && /^[0-9a-f]+$/.test(hex);
  return (phone) => {
    if (isHex && phone.mac.toLowerCase().replace(SEPARATORS, '').includes(hex)) return true;
    const { label, number, mac, address, vendor, model, with: other } = phone;
    const texts = [label, number, mac, address, vendor, vendorLabel(vendor), model];
    const all = [...texts, other?.name, other?.number, other?.user].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
