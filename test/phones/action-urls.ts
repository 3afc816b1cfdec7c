/** What tells of the other party: its address and its name are enough, and nothing may stand behind them. */
const THEIRS = /remote|caller/i;

/**
 * A URL for every event of a vendor, as the dialog writes them for an installer: the event's own label without blanks as
 * the last path segment, then the token, the phone's own variables, and the other party's behind a mark.
 */
export function pasteActionUrls(
  labels: readonly string[],
  variables: readonly string[],
  base: string,
  token?: string,
): Record<string, string> {
  const query = [
    ...(token === undefined ? [] : [`token=${token}`]),
    ...variables.filter((name) => !THEIRS.test(name)).map((name) => `${name}=$${name}`),
    '~~remote=$remote',
    '~display_remote=$display_remote',
  ];
  const url = (label: string): string => `${base.replace(/\/$/, '')}/${label.replaceAll(' ', '')}?${query.join('&')}`;
  return Object.fromEntries(labels.map((label) => [label, url(label)]));
}
