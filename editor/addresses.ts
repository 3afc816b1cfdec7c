/** Addresses as users type them, judged without the network. */

const DOTTED = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

export const isIpv4 = (text: string): boolean => DOTTED.test(text);

/** As the URL standard writes it, `[2001:db8::1]`; undefined where it is no IPv6 address. */
export function ipv6Host(text: string): string | undefined {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(':')) return undefined;
  try {
    return new URL(`http://[${text}]/`).hostname;
  } catch {
    return undefined;
  }
}

const isIpv6 = (text: string): boolean => ipv6Host(text) !== undefined;

const unbracketed = (text: string): string => (text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);

/** A name, an IPv4 or an IPv6 address (with or without brackets), alone: no scheme, port or path. */
function isHost(text: string): boolean {
  const plain = unbracketed(text);
  if (plain.includes(':')) return isIpv6(plain);
  if (/^[0-9.]+$/.test(plain)) return isIpv4(plain);
  return (
    plain.length <= 253 && plain.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label))
  );
}

const isPort = (text: string): boolean => /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;

/** `host`, `host:port`, `[v6]:port` taken apart; undefined where it is none of these. */
export function splitHostPort(text: string): { readonly host: string; readonly port?: string } | undefined {
  const match = /^(\[[^\]]+\]|[^:[\]]+)(?::([0-9]+))?$/.exec(text);
  if (!match) return isIpv6(text) ? { host: text } : undefined;
  const [, host = '', port] = match;
  if (!isHost(host) || (port !== undefined && !isPort(port))) return undefined;
  return { host: unbracketed(host), ...(port !== undefined && { port }) };
}

/** Written as it stands in a URL: IPv6 in brackets. */
export const forUrl = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

/** Whether an address lies beyond the local network, as far as it can be told without asking. */
export function isPublic(text: string): boolean {
  const host = unbracketed(text.trim().toLowerCase());
  if (host === '') return false;
  if (isIpv4(host)) {
    const [a = 0, b = 0] = host.split('.').map(Number);
    const local =
      a === 10 ||
      a === 127 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254);
    // 100.64/10 is shared by carriers and used by VPNs: not the open internet.
    return !local && !(a === 100 && b >= 64 && b <= 127);
  }
  if (isIpv6(host)) return !/^(?:f[cd]|fe[89ab]|::1$)/.test(host);
  return host.includes('.') && !/\.(?:local|lan|home|internal|intranet|localdomain|home\.arpa|fritz\.box)$/.test(host);
}

/** An address that means "this very machine": phones cannot call it. */
export const isLoopback = (host: string): boolean => /^(?:localhost|127\.[0-9.]+|\[?::1\]?)$/i.test(host);
