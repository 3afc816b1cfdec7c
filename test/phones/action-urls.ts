/**
 * A URL for every event of a vendor, as an installer pastes them into the phone's web page: the event's own label
 * without blanks as the last path segment, then the token, then every variable, free text at the end.
 */
export function pasteActionUrls(
  labels: readonly string[],
  variables: readonly string[],
  base: string,
  token?: string,
): Record<string, string> {
  const query = [...(token === undefined ? [] : [`token=${token}`]), ...variables.map((name) => `${name}=$${name}`)];
  const url = (label: string): string => `${base.replace(/\/$/, '')}/${label.replaceAll(' ', '')}?${query.join('&')}`;
  return Object.fromEntries(labels.map((label) => [label, url(label)]));
}
