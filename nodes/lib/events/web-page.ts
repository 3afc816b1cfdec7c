const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: ':80', https: ':443' };

/**
 * Whether a web page made a browser send a request. Phones send neither header, browsers send one of them whatever the
 * page does (Fetch section 3.1, Fetch Metadata section 2); what somebody types into the address bar is `none`.
 *
 * @param secFetchSite the value of `Sec-Fetch-Site`, as sent; undefined: there was none
 * @param origin of `Origin`; `null` is a page as well, in a frame of its own
 * @param host of `Host`: what the request was for
 */
export function isFromWebPage(
  secFetchSite: string | undefined,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  const site = secFetchSite?.trim().toLowerCase() ?? '';
  if (site !== '' && site !== 'none' && site !== 'same-origin') return true;
  const page = origin?.trim().toLowerCase() ?? '';
  if (page === '') return false;
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)$/.exec(page) ?? [];
  const port = DEFAULT_PORTS[scheme] ?? '';
  return authority === '' || withoutPort(authority, port) !== withoutPort(host?.trim().toLowerCase() ?? '', port);
}

function withoutPort(authority: string, port: string): string {
  return port !== '' && authority.endsWith(port) ? authority.slice(0, -port.length) : authority;
}
