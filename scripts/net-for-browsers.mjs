// What the readers of settings need of node:net and node:url, for browsers: they take addresses apart, and never connect.

const DOTTED = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

export const isIPv4 = (text) => DOTTED.test(text);

export function isIPv6(text) {
  const [address, zone] = text.split(/%(.*)/s);
  if (zone !== undefined && !/^[0-9a-z.:-]+$/i.test(zone)) return false;
  return hostOf(address) !== undefined;
}

export const isIP = (text) => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0);

/** As the URL standard writes it, `[2001:db8::1]`; undefined where it is no IPv6 address. */
function hostOf(address) {
  if (!/^[0-9a-f:.]{2,45}$/i.test(address) || !address.includes(':')) return undefined;
  try {
    return new URL(`http://[${address}]/`).hostname;
  } catch {
    return undefined;
  }
}

/** Called with `new`. Compressed and in lower case; an IPv4-mapped address ends in dots, as Node.js writes it. */
export function SocketAddress({ address }) {
  const bare = hostOf(address)?.slice(1, -1) ?? address;
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(bare);
  const bytes = mapped?.slice(1).flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]);
  return { address: bytes ? `::ffff:${bytes.join('.')}` : bare };
}

/** Nobody asks it here: a list is only read. */
export class BlockList {
  addAddress() {}
  addSubnet() {}
  check() {
    return false;
  }
}

export function domainToASCII(name) {
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return '';
  }
}
