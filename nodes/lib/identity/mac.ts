/** Pairs of hex digits, each pair with or without a separator behind it: covers `8082.8704.6bc2` and `808287-046bc2` too. */
const MAC = /^(?:[0-9a-f]{2}[:. -]?){5}[0-9a-f]{2}$/;

/** 12 lower-case hex digits from any notation of a MAC address; undefined where the text is none. */
export function normaliseMac(text: string): string | undefined {
  // A quick no to most texts: twelve digits and at most a separator behind each pair but the last.
  const trimmed = text.trim().toLowerCase();
  return trimmed.length >= 12 && trimmed.length <= 17 && MAC.test(trimmed) ? trimmed.replace(/[:. -]/g, '') : undefined;
}

/** `80:82:87:04:6b:c2` from 12 hex digits. */
export function formatMac(hex: string): string {
  const text = hex.toLowerCase();
  return [0, 2, 4, 6, 8, 10].map((at) => text.slice(at, at + 2)).join(':');
}
