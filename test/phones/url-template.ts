/** A configured URL, split at its authority by hand: what follows may hold anything. */
export interface UrlTemplate {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Path and query with its `$variables`. */
  readonly target: string;
}

/** Throws on what no phone's web page would take. */
export function parseTemplate(text: string): UrlTemplate {
  const match = /^(https?):\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]+)(?::(\d+))?(.*)$/is.exec(text);
  if (!match) throw new Error(`not an Action URL: ${text}`);
  const [, protocol = 'http', userinfo, host = '', port, rest = ''] = match;
  const [username = '', ...password] = userinfo?.split(':') ?? [];
  return {
    protocol: protocol.toLowerCase() === 'https' ? 'https' : 'http',
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? (protocol.toLowerCase() === 'https' ? 443 : 80)),
    ...(userinfo !== undefined && { credentials: { username, password: password.join(':') } }),
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/**
 * Replaces `$name`, and Mitel's `$$NAME$$`, by its value as it is, unescaped: the documents' captures and the field's traps agree on that.
 * A name without a value becomes empty (ATCOM's captures), or stays where `unknown` is 'literal'.
 */
export function substitute(
  target: string,
  values: ReadonlyMap<string, string>,
  unknown: 'empty' | 'literal',
  escape: (value: string) => string,
): string {
  // Snom's and Grandstream's `$call-id` is the one name with a dash.
  return target.replace(/\$\$([A-Z]+)\$\$|\$(call-id|[A-Za-z][A-Za-z0-9_]*)/g, (mark, doubled?: string, plain = '') => {
    const name = doubled ?? String(plain);
    const value = values.get(name.toLowerCase());
    if (value === undefined) return unknown === 'literal' ? mark : '';
    return escape(value);
  });
}
