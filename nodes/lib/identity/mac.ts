/** Pairs of hex digits, each pair with or without a separator behind it: covers `8082.8704.6bc2` and `808287-046bc2` too. */
const MAC = /^(?:[0-9a-f]{2}[:. -]?){5}[0-9a-f]{2}$/;

const SEPARATORS = /[:. -]/g;

/** What most phones send, and messages show. */
const FORMATTED = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/;

/** 12 lower-case hex digits from any notation of a MAC address; undefined where the text is none. */
export function normaliseMac(text: string): string | undefined {
  // Signs between them are left out without a search: every event is read for one, and asked for by it.
  if (isFormatted(text)) {
    return (
      text.slice(0, 2) + text.slice(3, 5) + text.slice(6, 8) + text.slice(9, 11) + text.slice(12, 14) + text.slice(15)
    );
  }
  // A quick no to most texts: twelve digits and at most a separator behind each pair but the last.
  const trimmed = text.trim();
  if (trimmed.length < 12 || trimmed.length > 17) return undefined;
  const lower = trimmed.toLowerCase();
  return MAC.test(lower) ? lower.replace(SEPARATORS, '') : undefined;
}

/** Each pair that another follows. */
const PAIRS = /..(?=.)/g;

/** `80:82:87:04:6b:c2` from 12 hex digits. */
export function formatMac(hex: string): string {
  return hex.toLowerCase().replace(PAIRS, '$&:');
}

/** A MAC address in any notation, as `formatMac` writes it; undefined where the text is none. */
export function displayMac(text: string): string | undefined {
  if (isFormatted(text)) return text;
  const mac = normaliseMac(text);
  return mac && formatMac(mac);
}

function isFormatted(text: string): boolean {
  return text.length === 17 && FORMATTED.test(text);
}
