import type { ProvisioningForm } from './profile';

/** A configuration file to download. */
export interface ConfigurationFile {
  readonly name: string;
  readonly text: string;
  readonly mediaType: 'application/xml' | 'text/plain';
}

/** What a file is written for. */
export interface FileContents {
  /** By event id; events without a parameter in this form are left out. */
  readonly urls: ReadonlyMap<string, string>;
  /** This server's host, as phones reach it: for files that a person downloads. */
  readonly server?: string;
  /** Whoever may command the phone, in place of whom it has listed; absent: its list is left alone. */
  readonly commandsFrom?: string;
  /** Of the one phone it is for, 12 hex digits. Absent: the file's name says where it belongs. */
  readonly mac?: string;
}

/** The phone's own configuration file with these URLs; a line for each name of a parameter. */
export function configurationFile(
  form: ProvisioningForm,
  { urls, server = '', commandsFrom, mac }: FileContents,
): ConfigurationFile {
  const write = form.escape === 'xml' ? forXml : onOneLine;
  const fill = (line: string, values: Readonly<Record<string, string>>): string =>
    line.replace(/\{(name|url|server)\}/g, (mark, name: string) => values[name] ?? mark);
  const fixed = { server: write(server) };
  const lines = Object.entries(form.parameters).flatMap(([event, names = []]) => {
    const url = urls.get(event);
    return url === undefined ? [] : names.map((name) => fill(form.line, { ...fixed, name, url: write(url) }));
  });
  const from = commandsFrom ?? (form.commands?.inDownload ? server : '');
  const commands = from === '' ? [] : (form.commands?.lines ?? []);
  const allowed = commands.map((line) => fill(line, { server: write(from) }));
  // A line without what it is about would blank that in the phone.
  const edge = (rows: readonly string[]): string[] =>
    rows.flatMap((line) => (server === '' && line.includes('{server}') ? [] : fill(line, fixed)));
  return {
    name: form.fileName
      .replaceAll('{mac}', mac?.toLowerCase() ?? 'mac')
      .replaceAll('{MAC}', mac?.toUpperCase() ?? 'MAC'),
    text: `${[...edge(form.head), ...allowed, ...lines, ...edge(form.tail)].join('\n')}\n`,
    mediaType: form.escape === 'xml' ? 'application/xml' : 'text/plain',
  };
}

/** No value ends its line: what a URL cannot hold is escaped as URLs do it. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp} ]/gu, (sign) => encodeURIComponent(sign));
}

function forXml(text: string): string {
  return onOneLine(text)
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/&#38;/g, '&amp;');
}
