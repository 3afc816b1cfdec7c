/** A SIP message as it came. */
export interface SipText {
  /** Request or status line. */
  readonly first: string;
  /** Of the headers with that name the first; '' where there is none. */
  header(name: string): string;
  readonly body: string;
}

/** Whole lines end in CR and LF, as a phone with a plain reader wants them. @returns undefined where it is no message */
export function readSipText(text: string): SipText | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  if (!first.startsWith('SIP/2.0 ') && !first.endsWith(' SIP/2.0')) return undefined;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^\s:]+)\s*:\s*(.*)$/.exec(line) ?? [];
    if (name !== '' && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return { first, header: (name) => headers.get(name.toLowerCase()) ?? '', body: text.slice(end + 4) };
}

/** `<sip:a@b>;tag=7` has the tag 7; '' where it has none. */
export function tagOf(header: string): string {
  return /;\s*tag=([^;\s]+)/i.exec(header)?.[1] ?? '';
}

/** `<sip:a@b>;tag=7` names sip:a@b. */
export function uriOf(header: string): string {
  return /<([^>]+)>/.exec(header)?.[1] ?? header.split(';')[0]?.trim() ?? '';
}
