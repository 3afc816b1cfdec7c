import { ipOf } from '../identity/address';

/** What browsers write where the address bar, a bookmark or the site itself asked (W3C Fetch Metadata). */
const OWN: ReadonlySet<string> = new Set(['none', 'same-origin']);

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** An origin as browsers write it (RFC 6454 section 6.1): no path, no user, no blanks; `null` is none. */
const ORIGIN = /^(https?):\/\/([^/?#@,\s]+)$/i;
const AUTHORITY = /^(\[[0-9a-f:.]{2,45}\]|[^:[\]/?#@,\s]{1,255})(?::(\d{0,5}))?$/i;

/**
 * Whether a web page made a browser send the request. Phones send neither header, and a page cannot leave them out or
 * change them; whatever cannot be read is a page's.
 *
 * @param secFetchSite the value of `Sec-Fetch-Site`; lines that came several times joined by commas, as the other two
 */
export function isFromWebPage(
  secFetchSite: string | undefined,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (secFetchSite !== undefined && !OWN.has(secFetchSite.trim().toLowerCase())) return true;
  return origin !== undefined && !isSameHost(origin.trim(), host?.trim() ?? '');
}

/** A host without a port means the origin's own scheme: behind a proxy that ends TLS nothing else tells it. */
function isSameHost(origin: string, host: string): boolean {
  const [, scheme = '', asking = ''] = ORIGIN.exec(origin) ?? [];
  const port = PORTS[scheme.toLowerCase()];
  if (port === undefined) return false;
  const asked = authority(host, port);
  return asked !== undefined && asked === authority(asking, port);
}

function authority(text: string, defaultPort: number): string | undefined {
  const [, host = '', port = ''] = AUTHORITY.exec(text) ?? [];
  if (host === '') return undefined;
  const name = host.startsWith('[') ? ipOf(host) : host.toLowerCase();
  return name === undefined ? undefined : `${name} ${port === '' ? defaultPort : Number(port)}`;
}
